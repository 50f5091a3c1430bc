import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { find, open } from "../../../docs/assets/search/engine.js";
import { countFacet, leaves } from "../../../docs/assets/search/facets.js";
import { opened } from "../../../docs/assets/search/index.js";
import { openYears } from "../../../docs/assets/search/years.js";
import { buildSite, readCases, requests, SEEDS, serve } from "./site.js";

/** @typedef {import("../../../docs/assets/search/engine.js").Found} Found */
/** @typedef {import("../../../docs/assets/search/index.js").Index} Index */

const YEARS = ["2025", "2023"];
const seeds = mkdtempSync(join(tmpdir(), "seeds-"));
after(() => rmSync(seeds, { recursive: true }));
for (const name of readdirSync(SEEDS)) {
  const [, year] = readFileSync(join(SEEDS, name), "utf8").match(/^date: (\d{4})/m) ?? [];
  if (YEARS.includes(year)) copyFileSync(join(SEEDS, name), join(seeds, name));
}
const apart = buildSite(seeds, YEARS);
const whole = await open(buildSite(seeds));
serve(new URL("2025/", apart));
/** @type {Index} */
const years = await openYears("2025", []);

beforeEach(() => {
  requests.fail = () => false;
});

/** What a reader would see of an answer. @param {Index} index @param {Found} found */
function seen(index, { articles, topics, corrected, missing, beginnings, partial }) {
  return {
    articles: articles.map(({ slug, title, score, whole: all, passages, text }) => ({
      slug,
      title,
      score: score.toFixed(9),
      all,
      passages: passages.map(({ place, anchor, score: worth, marks }) => ({
        place,
        anchor,
        worth: worth.toFixed(9),
        marks,
        shown: text?.passages[Number(anchor.slice(1)) - 1].slice(0, 2),
        themes: text?.passages[Number(anchor.slice(1)) - 1][2].map(
          (number) => index.core.topics[number].slug,
        ),
      })),
    })),
    topics: topics.map((number) => index.core.topics[number].title),
    corrected,
    missing,
    beginnings,
    partial,
  };
}

/** @type {{q: string}[]} */
const CASES = readCases("queries.yml");
for (const { q } of CASES.filter((_, n) => n % 2 === 0)) {
  test(`years that lie apart answer ${q} as one site does`, async () => {
    for (const typing of [false, true]) {
      const [one, other] = [await find(whole, q, { typing }), await find(years, q, { typing })];
      if (one.units.length >= 5) {
        // A question also looks at an article's neighbours, which are sought in its own year.
        const slugs = (/** @type {Found} */ { articles }) =>
          articles.map(({ slug }) => slug).sort();
        assert.deepEqual(slugs(other), slugs(one));
      } else assert.deepEqual(seen(years, other), seen(whole, one));
    }
  });
}

test("topics are there once, with the passages of all years", () => {
  const known = (/** @type {Index} */ index) =>
    new Map(index.core.topics.map(({ slug, title, places }) => [slug, `${title}: ${places}`]));
  assert.deepEqual(known(years), known(whole));
  for (const { url, places } of years.core.topics.filter((topic) => topic.places)) {
    const own = whole.core.topics.filter((topic) => url.endsWith(`/${topic.url}`))[0];
    assert.ok(own && own.places === places, url);
  }
});

test("a topic leads to its page of this year, unless it has nothing there", async () => {
  opened.clear();
  serve(new URL("2023/", apart));
  /** @type {Index} */
  const seenFrom = await openYears("2023", []);
  opened.clear();
  serve(new URL("2025/", apart));
  const [other, own] = await Promise.all(YEARS.map((year) => open(new URL(`${year}/`, apart))));
  const places = (/** @type {Index} */ index, /** @type {string} */ slug) =>
    index.core.topics.filter((topic) => topic.slug === slug)[0]?.places ?? 0;
  const elsewhere = seenFrom.core.topics.filter(({ url }) => url.includes("/2025/"));
  assert.deepEqual(
    elsewhere.map(({ slug }) => slug),
    seenFrom.core.topics
      .map(({ slug }) => slug)
      .filter((slug) => !places(own, slug) && places(other, slug)),
  );
  assert.ok(elsewhere.length && elsewhere.length < seenFrom.core.topics.length);
  assert.ok(years.core.topics.every(({ url, places: count }) => count || !url.includes("/2023/")));
});

test("an article leads to its page of its year", async () => {
  const { articles } = await find(years, "Velia", { shown: 99 });
  const folders = articles.map(({ text }) => new URL(text?.url ?? "").pathname.split("/").at(-4));
  assert.ok(new Set(folders).has("2023") && folders.some((name) => name !== "2023"));
  for (const { slug, text } of articles) {
    const { url = "", date = "" } = text ?? {};
    assert.ok(url.endsWith(`/articles/${slug}/`));
    assert.equal(url.includes("/2023/"), date.endsWith("2023"), url);
  }
});

test("facets count over all years, and narrow to one", async () => {
  for (const facet of /** @type {const} */ (["theme", "name", "year", "source"])) {
    const rows = await Promise.all(
      [whole, years].map(async (index) => {
        const { articles } = await find(index, "Velia");
        const places = articles.flatMap(({ passages }) => passages.map(({ place }) => place));
        const all = await countFacet(index, facet, places, await leaves(index, {}), false);
        const filled = all.filter(({ count }) => count);
        return facet === "name" ? filled.sort((a, b) => (a.value < b.value ? -1 : 1)) : filled;
      }),
    );
    assert.deepEqual(rows[1], rows[0]);
  }
  for (const choice of [{ year: ["2023"] }, { theme: ["defence"] }, { name: ["quartet"] }]) {
    const [one, other] = await Promise.all(
      [whole, years].map(async (index) => seen(index, await find(index, "", { choice }))),
    );
    assert.deepEqual(other, one);
    assert.ok(one.articles.length);
  }
});

test("slips are understood alike, by the words of all years", async () => {
  for (const slip of ["Jarlhavin", "almondz", "Mundarr", "defnce", "Sjoransen", "zeppelin"]) {
    const [one, other] = [await find(whole, slip), await find(years, slip)];
    assert.deepEqual([other.corrected, other.missing], [one.corrected, one.missing], slip);
  }
});

test("a word stands for the same in all years", async () => {
  for (const word of ["tariffs", "almond", "velia", "defense", "zeppelin"]) {
    const [one, other] = [await whole.entry(word), await years.entry(word)];
    assert.equal(other?.key, one?.key, word);
    assert.deepEqual(other?.surfaces, one?.surfaces);
    if (!one || !other) continue;
    assert.ok(other.places >= one.places && other.count >= one.count);
    const lists = [await years.list(other), await whole.list(one)];
    const [joint, all] = lists.map(({ places, often }) =>
      [...places].map((place, n) => [place, often[n]]).sort(([a], [b]) => a - b),
    );
    assert.deepEqual(joint, all);
    assert.deepEqual(
      new Map([...(await years.positions(other))].sort(([a], [b]) => a - b)),
      await whole.positions(one),
    );
  }
});

test("neighbours are numbered as the articles are", async () => {
  const near = await years.near();
  const own = await open(new URL("2025/", apart));
  assert.equal(near.length, years.articles);
  near.forEach((row, article) => {
    for (const other of row) assert.equal(other < own.articles, article < own.articles);
  });
  const plain = (/** @type {Iterable<number>[]} */ rows) => rows.map((row) => [...row]);
  assert.deepEqual(plain(near.slice(0, own.articles)), plain(await own.near()));
});

test("what is opened is kept, as long as all of it is in reach", async () => {
  opened.clear();
  const kept = await openYears("2025", []);
  assert.equal(await openYears("2025", []), kept);
  const less = await openYears("2025", ["2023"]);
  assert.deepEqual(less.missing, ["2023"]);
  assert.ok(less.articles < kept.articles);
  assert.equal(await openYears("2025", []), kept);
});

test("a year that is out of reach is told; so are all others without their list", async () => {
  opened.clear();
  requests.fail = (path) => path.includes("/2023/");
  const some = await openYears("2025", []);
  assert.deepEqual(some.missing, ["2023"]);
  assert.ok((await find(some, "Velia")).articles.length);
  opened.clear();
  requests.fail = (path) => path.endsWith("years.json");
  const alone = await openYears("2025", []);
  assert.deepEqual(alone.missing, ["the other years"]);
  assert.equal(alone.articles, (await open(new URL("2025/", apart))).articles);
  opened.clear();
  requests.fail = () => true;
  await assert.rejects(openYears("2025", []), /No year is in reach: the other years, 2025/);
  requests.fail = () => false;
  assert.deepEqual((await openYears("2025", [])).missing, []);
});

test("an error tells in which year it was", async () => {
  opened.clear();
  const fresh = await openYears("2025", []);
  requests.fail = (path) => path.includes("/2023/");
  await assert.rejects(find(fresh, "Velia"), (/** @type {any} */ error) => error.year === "2023");
});
