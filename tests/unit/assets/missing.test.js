import assert from "node:assert/strict";
import { test } from "node:test";
import { get, openPage, texts, until } from "../search/dom.js";
import { buildSite, serve } from "../search/site.js";

const site = buildSite();
serve(site);
openPage(site, "404.html");
history.replaceState(null, "", "/names/carpet-weavers.html");
const { wordsOf } = await import("../../../docs/assets/missing.js");

test("the page for a wrong address searches for its words", async () => {
  await until(() => texts("#lost .search-article").length);
  assert.equal(/** @type {HTMLInputElement} */ (get("#lost input")).value, "carpet weavers");
  assert.match(texts("#lost .search-words")[0], /^Shrimp farmers/);
  assert.deepEqual(texts("#lost details"), []);
});

test("the words of an address are those of its last folder", () => {
  for (const [path, words] of [
    ["/names/viktor-mirel.html", "viktor mirel"],
    ["/names/viktor-mirel/", "viktor mirel"],
    ["/names/viktor-mirel/index.html", "viktor mirel"],
    ["/names/%C3%89lectricit%C3%A9/", "Électricité"],
    ["/names/100%-sure", "100 sure"],
    ["/a_b.c/d--e.tar.gz", "d e tar"],
    ["/", ""],
    ["", ""],
  ]) {
    assert.equal(wordsOf(path), words);
  }
});
