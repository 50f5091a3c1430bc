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
const FORGE = "anvil bellows crucible hammer tongs furnace";
const LOOM = "shuttle bobbin treadle spindle heddle distaff";

/** Each group has words of its own. @type {Record<string, [title: string, text: string]>} */
const ARTICLES = {
  // how often: walrus
  "often-3": ["A", `The walrus slept, a walrus swam, and the walrus ate. ${FILL}`],
  "often-1": ["B", `The walrus slept, a sealion swam, and the otter ate. ${FILL}`],
  // how long: penguin
  short: ["C", "The penguin came."],
  long: ["D", `The penguin came. ${LONG}\n\nThe penguin left.`],
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
  // short with a word once, or longer with it in each passage: ibis
  seldom: ["T", "An ibis came in the rain, and no more is told of it."],
  steady: ["U", Array.from({ length: 4 }, () => `An ibis came. ${FILL}`).join("\n\n")],
  // near a name, or apart from it: pelican, Jarlhaven
  "z-named": ["V", `The pelican Jarlhaven saw stood by the lamp of the quay. ${FILL}`],
  "a-named": ["W", `The pelican by the lamp of the quay stood near Jarlhaven. ${FILL}`],
  // near a word that is a name's only in capitals, or apart from it: heron, touch
  "z-word": ["X", `The heron touch was felt by all on the quay. ${FILL}`],
  "a-word": ["Y", `The heron was felt by all on the quay: touch. ${FILL}`],
  // the answer to a question, what is like it, and what is like others: otter, badger, and so on
  answer: ["Z", `Ferret badger weasel marten stoat; ${FORGE}. ${FILL}`],
  "z-kin": ["AA", `Ferret badger; ${FORGE}. ${FILL}`],
  "a-lone": ["AB", `Weasel marten; ${LOOM}. ${FILL}`],
  // three words of a compound, or two of them: tern, gull, auk
  three: ["AD", `The tern came, and the gull, and the auk. ${FILL}`],
  ...Object.fromEntries(
    ["tern gull", "gull auk", "auk tern"].map((two) => [
      two.replace(" ", "-and-"),
      ["AE", `The ${two.replace(" ", " came, and the ")}, and no more. ${FILL}`],
    ]),
  ),
  // a word that the page of a theme has, too, and one that is nowhere else: armed, maned
  armed: ["AF", `Armed it came. ${FILL}`],
  maned: ["AG", `Maned it came. ${FILL}`],
  ...Object.fromEntries([..."12345"].map((n) => [`loom-${n}`, [`AC ${n}`, `${LOOM}. ${FILL}`]])),
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

test("a short article that has a word stands before a long one that has it twice", async () => {
  assert.deepEqual(await ranked("penguin"), ["short", "long"]);
});

test("how long an article is counts beside others, and less than how often it has a word", async () => {
  assert.deepEqual(await ranked("ibis"), ["steady", "seldom"]);
});

test("a word of the title counts more than one of the text, and leads to the first passage", async () => {
  assert.deepEqual(await anchors("lobster"), ["titled p1", "once p1"]);
});

test("a rare word counts more than a common one", async () => {
  const [first, ...rest] = await ranked("parrot toucan");
  assert.equal(first, "rare");
  assert.deepEqual(rest.sort(), ["common-1", "common-2", "common-3"]);
});

test("how rare a word is, is told by articles alone, not by the pages of topics", async () => {
  const [one, other] = [await find(index, "armed"), await find(index, "maned")];
  assert.ok(one.topics.includes(0) && !other.topics.length); // that of the first topic
  assert.equal(one.articles[0].score, other.articles[0].score);
});

test("of a compound that is written apart all words must be there", async () => {
  assert.deepEqual(await ranked("tern-gull-auk"), ["three"]);
});

test("words that stand together, and in order, count more", async () => {
  assert.deepEqual(await ranked("copper kettle"), ["near", "turned", "apart"]);
});

test("words that stand near a name count more, too", async () => {
  assert.deepEqual(await ranked("pelican Jarlhaven"), ["z-named", "a-named"]);
});

test("what may be meant, but not surely, gains nothing by standing near", async () => {
  const { articles } = await find(index, "heron TOUCH");
  assert.deepEqual(articles.map(({ slug }) => slug).sort(), ["a-word", "z-word"]);
  assert.equal(articles[0].score, articles[1].score);
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

test("of what answers a question as well, that which is like the answer stands first", async () => {
  const { articles, units } = await find(index, "ferret badger weasel marten stoat");
  assert.ok(units.length >= 5);
  assert.deepEqual(
    articles.map(({ slug }) => slug),
    ["answer", "z-kin", "a-lone"],
  );
  const few = await find(index, "ferret badger weasel marten"); // no question
  const [, one, other] = few.articles;
  assert.equal(one.score, other.score);
});

test("topics whose own page has the words come after those that are named", async () => {
  const { topics } = await find(index, "laboratories and factories");
  assert.ok(topics.length >= 1 && topics.length <= 6);
  assert.equal(new Set(topics).size, topics.length);
});
