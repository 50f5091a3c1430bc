import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { get, openPage, texts, until } from "../search/dom.js";
import { buildSite, serve } from "../search/site.js";

const site = buildSite();
serve(site);
const additions = JSON.parse(readFileSync(new URL("new/articles.json", site), "utf8"));
/** @type {[string, Record<string, number>][]} */
const articles = additions.articles;
const KEY = `dossier.visits:${new URL("../../../docs/", import.meta.url).pathname}`;
const LONG_AGO = Date.UTC(2024, 4, 7, 12);
let turn = 0;

/** Open a page as a reader does who saw some articles long ago. @param {string} address
 *  @param {string[]} seen @returns {Promise<HTMLElement>} */
async function open(address, seen) {
  openPage(site, address);
  localStorage.setItem(KEY, JSON.stringify({ at: LONG_AGO, seen }));
  await import(`../../../docs/assets/since.js?${turn++}`);
  const place = get("[data-since]");
  await until(() => place.textContent);
  return place;
}

test("the front page tells how many articles are new, and leads to their list", async () => {
  const [[newest], ...older] = articles;
  const place = await open(
    "",
    older.map(([slug]) => slug),
  );
  assert.match(place.textContent ?? "", /^1 new article since your last visit, .*2024/);
  const link = get("a", place);
  assert.equal(new URL(link.getAttribute("href") ?? "").pathname.endsWith("/new/"), true);
  assert.equal(JSON.parse(localStorage.getItem(KEY) ?? "").seen[0], newest);
});

test("of more than one it says so, and never “or more” of a list that is not full", async () => {
  const [, , ...older] = articles;
  const place = await open(
    "",
    older.map(([slug]) => slug),
  );
  assert.match(place.textContent ?? "", /^2 new articles since/);
});

test("a theme counts its own passages of what is new", async () => {
  const at = articles.findIndex(([, of]) => Object.keys(of).length);
  const [slug, of] = articles[at];
  const [theme, count] = Object.entries(of)[0];
  const place = await open(
    `themes/${theme}/`,
    articles.map(([each]) => each).filter((each) => each !== slug),
  );
  assert.match(place.textContent ?? "", new RegExp(`^${count} new passages? since`));
  assert.equal(get("a", place).getAttribute("href"), `#${get(".passage[data-fresh]").id}`);
  assert.equal(texts(".passage[data-fresh] .hidden").length > 0, true);
});

test("nothing new is said in words, without a link", async () => {
  const place = await open(
    "",
    articles.map(([slug]) => slug),
  );
  assert.match(place.textContent ?? "", /^Nothing new since your last visit/);
});
