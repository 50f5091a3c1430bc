import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { find, open } from "../../../docs/assets/search/engine.js";
import { countFacet, FACETS, leaves } from "../../../docs/assets/search/facets.js";
import { buildSite } from "./site.js";

/** @typedef {import("../../../docs/assets/search/facets.js").Facet} Facet */
/** @typedef {Partial<import("../../../docs/assets/search/facets.js").Choice>} Choice */

/** @type {[slug: string, front: string, text: string][]} */
const SEEDS = [
  ["both", "date: 2025-01-02\nsource: {name: Post}", "S. Jarlhaven and Viktor Mirel met of trade."],
  ["one", "date: 2024-01-02\nsource: {name: Post}", "S. Jarlhaven left the navy.\n\nIt rained."],
  ["other", "date: 2024-05-02\nsource: {name: Gazette}", "Viktor Mirel spoke of tariffs.\n\nRain."],
  ["none", "title: Rain", "It rained on drones of the navy.\n\nTariffs on rain.\n\nOf the rain."],
];
const seeds = mkdtempSync(join(tmpdir(), "seeds-"));
after(() => rmSync(seeds, { recursive: true }));
for (const [slug, front, text] of SEEDS) {
  const title = front.includes("title") ? "" : `title: About ${slug}\n`;
  writeFileSync(join(seeds, `${slug}.md`), `---\n${title}${front}\n---\n${text}\n`);
}
const index = await open(buildSite(seeds));
const everything = Array.from({ length: index.total }, (_, place) => place).filter(
  (place) => place < index.texts && !index.first.includes(place),
);

/** The places that a choice leaves of some. @param {number[]} places @param {Choice} choice
 *  @param {boolean} any */
async function left(places, choice, any) {
  const masks = Object.values(await leaves(index, choice, any)).filter((mask) => mask !== null);
  return places.filter((place) => masks.every((mask) => mask[place]));
}

/** @type {Choice[]} */
const CHOICES = [
  {},
  { theme: ["trade"] },
  { theme: ["trade", "defence"] },
  { name: ["s-jarlhaven"] },
  { name: ["s-jarlhaven"], year: ["2024"] },
  { year: ["2024", "2025"], source: ["Post"] },
  { source: [""] },
];

for (const choice of CHOICES) {
  for (const any of [false, true]) {
    test(`counts beside ${JSON.stringify(choice)}, any name: ${any}`, async () => {
      const masks = await leaves(index, choice, any);
      for (const facet of /** @type {Facet[]} */ (Object.keys(FACETS))) {
        const rows = await countFacet(index, facet, everything, masks, any);
        for (const { value, count } of rows) {
          const together = facet === "name" && !any ? (choice.name ?? []) : [];
          const added = { ...choice, [facet]: [...new Set([...together, value])] };
          const places = await left(everything, added, any);
          assert.equal(count, places.length, `${facet} ${value}`);
        }
      }
    });
  }
}

test("a choice leaves what belongs to all of its facets, and any value of each", async () => {
  const found = async (/** @type {Choice} */ choice, any = false) =>
    (await find(index, "", { choice, any })).articles.map(({ slug }) => slug).sort();
  assert.deepEqual(await found({ year: ["2024"] }), ["one", "other"]);
  assert.deepEqual(await found({ year: ["2024", "2025"] }), ["both", "one", "other"]);
  assert.deepEqual(await found({ year: ["2024"], source: ["Post"] }), ["one"]);
  assert.deepEqual(await found({ source: [""] }), ["none"]);
  assert.deepEqual(await found({ name: ["s-jarlhaven"] }), ["both", "one"]);
  assert.deepEqual(await found({ name: ["s-jarlhaven", "viktor-mirel"] }), ["both"]);
  const any = await found({ name: ["s-jarlhaven", "viktor-mirel"] }, true);
  assert.deepEqual(any, ["both", "one", "other"]);
  assert.deepEqual(await found({ year: ["1999"] }), []);
  assert.deepEqual(await found({ name: ["no-such-name"] }), []);
  assert.deepEqual(await found({ name: ["trade"] }), []); // that is a theme
  assert.deepEqual(await found({ theme: ["s-jarlhaven"] }), []);
});

test("the values of a facet are named, names by how many passages they leave", async () => {
  const none = await leaves(index, {});
  const rows = (/** @type {Facet} */ facet) => countFacet(index, facet, everything, none, false);
  assert.deepEqual(await rows("source"), [
    { value: "", label: "Not known", count: 3 },
    { value: "Gazette", label: "Gazette", count: 2 },
    { value: "Post", label: "Post", count: 3 },
  ]);
  const counts = (await rows("name")).map(({ count }) => count);
  assert.deepEqual(
    counts,
    [...counts].sort((a, b) => b - a),
  );
  assert.ok(counts[0] >= 2 && counts.at(-1) === 0);
  const themes = index.core.topics.filter(({ kind }) => kind === "theme");
  assert.deepEqual(
    (await rows("theme")).map(({ value, label }) => [value, label]),
    themes.map(({ slug, title }) => [slug, title]),
  );
  assert.equal((await rows("name")).length, index.core.topics.length - themes.length);
});

test("only what was found is counted", async () => {
  const none = await leaves(index, {});
  const { articles } = await find(index, "tariffs");
  const places = articles.flatMap(({ passages }) => passages.map(({ place }) => place));
  const years = await countFacet(index, "year", places, none, false);
  assert.deepEqual(
    years.filter(({ count }) => count).map(({ value, count }) => `${value} ${count}`),
    ["2024 1", " 1"],
  );
  const names = await countFacet(index, "name", places, none, false);
  const count = (/** @type {string} */ slug) => names.find(({ value }) => value === slug)?.count;
  assert.deepEqual([count("viktor-mirel"), count("s-jarlhaven")], [1, 0]);
});
