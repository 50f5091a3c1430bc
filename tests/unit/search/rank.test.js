import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { find, open } from "../../../docs/assets/search/engine.js";
import { buildSite } from "./site.js";

/** @typedef {import("../../../docs/assets/search/engine.js").Found} Found */

const FILL = "Rain fell on the yard and on the quay of the old town for days on end.";
const LONG = Array.from({ length: 12 }, () => FILL).join(" ");

/** Each group has words of its own. @type {Record<string, [title: string, text: string]>} */
const ARTICLES = {
  // how often: walrus
  "often-3": ["A", `The walrus slept, a walrus swam, and the walrus ate. ${FILL}`],
  "often-1": ["B", `The walrus slept, a sealion swam, and the otter ate. ${FILL}`],
  // how long: penguin
  short: ["C", "The penguin came."],
  long: ["D", `The penguin came. ${LONG}`],
  // in the title, or twice in the text, or once: lobster
  titled: ["A lobster", `${FILL} So they said.`],
  once: ["E", `${FILL} So the lobster said.`],
  // rare and common: toucan is rare, parrot common
  rare: ["F", `The toucan came. ${FILL}`],
  "common-1": ["G", `The parrot came. ${FILL}`],
  "common-2": ["H", `The parrot came. ${FILL}`],
  "common-3": ["I", `The parrot came. ${FILL}`],
  // near each other: copper kettle
  near: ["J", `The copper kettle and the lamp stood there. ${FILL}`],
  apart: ["K", `The copper lamp and the old kettle stood there. ${FILL}`],
  turned: ["L", `The kettle, copper of old, and the lamp stood there. ${FILL}`],
  // in one passage, or in two, or one of two words: marble, granite
  together: ["M", `Of marble and granite. ${FILL}\n\n${FILL}`],
  parted: ["N", `Of marble. ${FILL}\n\nOf granite. ${FILL}`],
  half: ["O", `Of marble, marble and marble. ${FILL}`],
  // a heading above: beacon
  headed: ["P", `## Of the beacon\n\nIt was lit. ${FILL}\n\n## Of the pier\n\nIt was dark. ${FILL}`],
  // passages much worse than the best are left out: cinnamon
  uneven: [
    "Q",
    "Cinnamon, nutmeg and saffron: cinnamon of nutmeg and saffron.\n\n" +
      `${LONG} Some nutmeg.\n\nSaffron.`,
  ],
  // the form that was typed: jackets
  plural: ["R", `The jackets and jackets were sold. ${FILL}`],
  single: ["S", `The jacket and jacket were sold. ${FILL}`],
};

const seeds = mkdtempSync(join(tmpdir(), "seeds-"));
after(() => rmSync(seeds, { recursive: true }));
for (const [slug, [title, text]] of Object.entries(ARTICLES)) {
  writeFileSync(join(seeds, `${slug}.md`), `---\ntitle: ${title}\n---\n${text}\n`);
}
const index = await open(buildSite(seeds));

/** The articles found, best first. @param {string} text */
async function ranked(text) {
  return (await find(index, text)).articles.map(({ slug }) => slug);
}

/** @param {string} text */
async function anchors(text) {
  const { articles } = await find(index, text);
  return articles.map(({ slug, passages }) => `${slug} ${passages.map(({ anchor }) => anchor)}`);
}

test("what has a word more often stands first", async () => {
  assert.deepEqual(await ranked("walrus"), ["often-3", "often-1"]);
});

test("of articles that have a word as often the shorter stands first", async () => {
  assert.deepEqual(await ranked("penguin"), ["short", "long"]);
});

test("a word of the title counts more than one of the text, and leads to the first passage", async () => {
  assert.deepEqual(await anchors("lobster"), ["titled p1", "once p1"]);
});

test("a rare word counts more than a common one", async () => {
  const [first, ...rest] = await ranked("parrot toucan");
  assert.equal(first, "rare");
  assert.deepEqual(rest.sort(), ["common-1", "common-2", "common-3"]);
});

test("words that stand together, and in order, count more", async () => {
  assert.deepEqual(await ranked("copper kettle"), ["near", "turned", "apart"]);
});

test("one passage with all comes before an article with all, and that before a part", async () => {
  const { articles, partial } = await find(index, "marble granite");
  assert.deepEqual(
    articles.map(({ slug, whole }) => [slug, whole]),
    [
      ["together", true],
      ["parted", true],
      ["half", false],
    ],
  );
  assert.ok(!partial);
  assert.deepEqual(articles[1].passages.map(({ anchor }) => anchor).sort(), ["p1", "p2"]);
  assert.ok(articles[1].passages.every(({ whole }) => !whole));
});

test("a heading counts for the passages under it, up to the next", async () => {
  const { articles } = await find(index, "beacon lit");
  const [{ slug, passages }] = articles;
  assert.deepEqual([slug, passages[0].whole], ["headed", true]);
  const anchorsUnder = (await find(index, "beacon")).articles[0].passages.map(({ anchor }) => anchor);
  assert.ok(anchorsUnder.includes("p1") && !anchorsUnder.includes("p4"));
});

test("passages that are much worse than the best of their article are left out", async () => {
  const [{ passages }] = (await find(index, "cinnamon nutmeg saffron")).articles;
  assert.equal(passages[0].anchor, "p1");
  assert.ok(passages.every(({ score }) => score >= 0.35 * passages[0].score));
  assert.ok(passages.length < 3);
  assert.equal((await find(index, "saffron")).articles[0].passages.length, 2);
});

test("the form that was typed counts more than others of the word", async () => {
  assert.deepEqual(await ranked("jackets"), ["plural", "single"]);
  assert.deepEqual(await ranked("jacket"), ["single", "plural"]);
});

test("what is in quotation marks must be there", async () => {
  assert.deepEqual(await ranked("“copper kettle”"), ["near"]);
  assert.deepEqual(await ranked("“copper kettle” lamp"), ["near"]);
  assert.deepEqual(await ranked("“kettle copper”"), ["turned"]);
});

test("where words are nowhere, others answer if they are enough and tell articles apart", async () => {
  assert.deepEqual(await ranked("toucan quokka"), ["rare"]);
  assert.deepEqual(await ranked("toucan quokka jaguar"), ["rare"]);
  assert.deepEqual(await ranked("toucan quokka jaguar ocelot"), []);
  assert.deepEqual(await ranked("rain quokka"), []); // rain fell in most
  assert.ok((await ranked("rain")).length > 10);
});

test("what is left out is left out of lists too", async () => {
  const found = await ranked("-rain");
  assert.deepEqual(found, ["short"]);
  assert.deepEqual(await ranked("penguin -rain"), ["short"]);
});

test("a word asked for twice counts twice", async () => {
  const once = await find(index, "marble granite");
  const twice = await find(index, "marble granite granite");
  const score = (/** @type {Found} */ { articles }, /** @type {string} */ slug) =>
    articles.filter((article) => article.slug === slug)[0].score;
  assert.equal(score(twice, "half"), score(once, "half"));
  assert.ok(score(twice, "together") > score(once, "together"));
});

test("a question is also answered by the neighbours of an answer", async () => {
  const question = "which kettle of copper stood there by the lamp in the rain of days";
  const { articles, units } = await find(index, question);
  assert.ok(units.length >= 5);
  assert.ok(["near", "turned", "apart"].includes(articles[0].slug));
  const near = await index.near();
  for (const row of near) assert.ok(row.length <= index.articles);
  // Its score is a third of what its neighbours have in the mean, so none is left without.
  assert.ok(articles.every(({ score }) => score > 0));
});

test("topics whose own page has the words come after those that are named", async () => {
  const { topics } = await find(index, "laboratories and factories");
  assert.ok(topics.length >= 1 && topics.length <= 6);
  assert.equal(new Set(topics).size, topics.length);
});
