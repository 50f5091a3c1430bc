import assert from "node:assert/strict";
import { test } from "node:test";
import { get, openPage, texts, until } from "./dom.js";
import { buildSite, serve } from "./site.js";

const site = buildSite();
serve(site);
openPage(site, "search/?q=drones&theme=technology&order=newest");
const field = /** @type {HTMLInputElement} */ (get("input[name=q]"));
const root = get("[data-search-page]");
const entries = history.length;

test("what is typed before the search is loaded is asked, as the rest of the address says", async () => {
  field.value = "germani";
  await import("../../../docs/assets/search/start.js");
  await until(() => root.dataset.shown === "germani" && !root.hasAttribute("aria-busy"));
  assert.equal(field.value, "germani");
  assert.equal(location.search, "?q=germani&order=newest&theme=technology");
  assert.equal(history.length, entries + 1);
  assert.deepEqual(texts(".search-chosen button"), ["Technology ×"]);
  assert.equal(get(".search-note").textContent, "Words that begin with germani. ");
  assert.match(get(".search-status").textContent ?? "", /^1 passage in 1 article, newest first\.$/);
});
