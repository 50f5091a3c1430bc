import assert from "node:assert/strict";
import { test } from "node:test";
import { find, open, show } from "../../../docs/assets/search/engine.js";
import { shownPart } from "../../../docs/assets/search/excerpt.js";
import { countFacet, labelOf, leaves } from "../../../docs/assets/search/facets.js";
import { isEnglish } from "../../../docs/assets/search/spelling.js";
import { buildSite, readCases, requests } from "./site.js";

/** @typedef {import("../../../docs/assets/search/engine.js").Found} Found */
/** @typedef {import("../../../docs/assets/search/engine.js").Options} Options */
/**
 * @typedef {{q: string, first?: string, among?: string[], within?: string, card?: string,
 *   note?: string, nothing?: string, partial?: string, marked?: string[]}} Case
 */

const index = await open(buildSite());
/** @type {Case[]} */
const CASES = readCases("queries.yml");
const [ARTICLES, PASSAGES] = [6, 3]; // as the page shows them

/** @param {Found} found */
function passages({ articles }) {
  return articles
    .slice(0, ARTICLES)
    .flatMap((article) =>
      article.passages.slice(0, PASSAGES).map(({ anchor }) => `${article.slug}#${anchor}`),
    );
}

/** @param {string} text */
async function slugsOf(text) {
  return (await find(index, text)).articles.map(({ slug }) => slug);
}

/** The words that are marked in the first passage. @param {Found} found */
function marked({ articles: [article] }) {
  const [passage] = article.passages;
  const [, text] = article.text?.passages.find(([anchor]) => anchor === passage.anchor) ?? [];
  return passage.marks.map(([from, to]) => text?.slice(from, to)).join(" ");
}

for (const each of CASES) {
  test(`answers ${each.q}`, async () => {
    const found = await find(index, each.q);
    const shown = passages(found);
    if (each.nothing) assert.deepEqual(shown, []);
    if (each.first) assert.equal(shown[0], each.first);
    if (each.among) {
      const first = new Set(shown.slice(0, Number(each.within ?? 3)));
      assert.ok(
        each.among.every((passage) => first.has(passage)),
        shown.join(" "),
      );
    }
    if (each.card) assert.equal(index.core.topics[found.topics[0]].slug, each.card);
    if (each.partial) assert.ok(!found.articles[0].whole);
    for (const words of each.marked ?? []) assert.ok(marked(found).includes(words), marked(found));
  });
}

/** Golden rankings: the passages of a query, all of them, best first. @type {[string, string][]} */
const GOLDEN = [
  ["tariffs", "trade:p1"],
  ["critical minerals", "minister:p1 chips:p3"],
  ["drones for the navy", "drones:p1,p2 submarines?:p3 agreements?:p2"],
  [
    "defence agreement with the United Isles",
    "trade?:p1 attack?:p3 agreements?:p4,p5 technology-accord?:p4 minister?:p5 drones?:p1",
  ],
  [
    "which reactors will France build at Jaltamar and who is against them",
    "reactors?:p1 submarines?:p1 technology-accord?:p3",
  ],
  ["trade deal 500 billion", "trade?:p2 farms?:p1 fashion?:p4"],
  ["visa fee students W-1B", "visas:p1,p3,p4"],
  ["submarine propulsion OR drones", "submarines:p2,p1 drones?:p2"],
  [
    "Velia -trade",
    "astronaut:p5,p1 submarines:p1 drones:p1,p3 agreements:p1,p4 minister:p2 chips:p4 visas:p2 reactors:p3",
  ],
  ["minister", "minister:p2 trade:p2"],
];

for (const [text, ranking] of GOLDEN) {
  test(`ranks ${text}`, async () => {
    const { articles } = await find(index, text);
    const rows = articles.map(
      ({ slug, whole, passages: row }) =>
        `${slug}${whole ? "" : "?"}:${row.map(({ anchor }) => anchor).join(",")}`,
    );
    assert.equal(rows.join(" "), ranking);
  });
}

test("an article that is shown has title, text and marks; others get them", async () => {
  const found = await find(index, "Velia", { shown: 1 });
  const [first, second] = found.articles;
  assert.ok(first.title && first.text && first.passages[0].marks.length);
  assert.ok(!second.title && !second.text && !second.passages[0].marks.length);
  await show(index, second, found.units);
  assert.ok(second.title && second.passages[0].marks.length);
});

test("scores fall from article to article, and within each", async () => {
  const { articles } = await find(index, "Velia tariffs");
  const level = (/** @type {Found["articles"][0]} */ article) =>
    article.whole ? Number(!article.passages.some(({ whole }) => whole)) : 2;
  articles.slice(1).forEach((article, n) => {
    const before = articles[n];
    assert.ok(level(before) <= level(article));
    if (level(before) === level(article)) assert.ok(before.score >= article.score);
  });
  for (const { passages: row } of articles) {
    row.slice(1).forEach(({ score }, n) => assert.ok(row[n].score >= score));
  }
});

test("the newest come first if asked for", async () => {
  const best = await find(index, "Velia");
  const newest = await find(index, "Velia", { order: "newest" });
  const numbers = newest.articles.map(({ number }) => number);
  assert.deepEqual(
    numbers,
    [...numbers].sort((a, b) => a - b),
  );
  assert.deepEqual(new Set(numbers), new Set(best.articles.map(({ number }) => number)));
});

test("a choice leaves what is in it", async () => {
  const found = await find(index, "Velia", { choice: { theme: ["defence"], year: ["2020"] } });
  assert.ok(found.narrowed && found.articles.length === 1);
  assert.deepEqual(found.topics, []);
});

test("a choice alone lists its passages, newest first", async () => {
  const { articles, partial } = await find(index, "", { choice: { theme: ["defence"] } });
  const { places } = await index.list(
    index.core.topics.filter(({ slug }) => slug === "defence")[0],
  );
  assert.deepEqual(
    articles.flatMap(({ passages: row }) => row.map(({ place }) => place)),
    [...places],
  );
  assert.ok(!partial && articles.every(({ whole }) => whole));
});

test("a subtopic leaves its passages, which are among those of its theme", async () => {
  const { subtopics = [] } = index.core.topics.filter(({ slug }) => slug === "defence")[0];
  assert.ok(subtopics.length > 1);
  const placesIn = async (/** @type {Options["choice"]} */ choice) =>
    (await find(index, "", { choice })).articles.flatMap(({ passages: row }) =>
      row.map(({ place }) => place),
    );
  const theme = await placesIn({ theme: ["defence"] });
  const parts = await Promise.all(
    subtopics.map(({ slug }) => placesIn({ subtopic: [`defence/${slug}`] })),
  );
  assert.ok(parts.every((row, n) => row.length === subtopics[n].places));
  assert.deepEqual(
    parts.flat().sort((a, b) => a - b),
    theme,
  );
  assert.deepEqual(await placesIn({ subtopic: ["defence/nowhere"] }), []);
});

test("facets are counted beside what is chosen in the others", async () => {
  const { articles } = await find(index, "", { order: "newest" });
  const places = articles.flatMap(({ passages: row }) => row.map(({ place }) => place));
  assert.equal(articles.length, index.articles);
  const left = await leaves(index, { theme: ["defence"] });
  const years = await countFacet(index, "year", places, left, false);
  const inAll = years.reduce((sum, { count }) => sum + count, 0);
  const [defence] = (await countFacet(index, "theme", places, left, false)).filter(
    ({ value }) => value === "defence",
  );
  assert.equal(inAll, defence.count);
  const subtopics = await countFacet(index, "subtopic", places, left, false);
  const own = subtopics.filter(({ value }) => value.startsWith("defence/"));
  assert.equal(
    own.reduce((sum, { count }) => sum + count, 0),
    defence.count,
  );
  assert.ok(own.every(({ label }) => label.startsWith("Defence")));
  assert.equal(labelOf(index, "subtopic", own[0].value), own[0].label);
  assert.deepEqual(["", "2024"].map((value) => labelOf(index, "year", value)), ["Not known", "2024"]);
});

test("of several names passages have all, or any", async () => {
  const choice = { name: ["s-jarlhaven", "viktor-mirel"] };
  const all = await find(index, "", { choice });
  const any = await find(index, "", { choice, any: true });
  const one = await find(index, "", { choice: { name: ["viktor-mirel"] } });
  assert.ok(any.articles.length >= one.articles.length);
  assert.ok(all.articles.length <= one.articles.length);
});

test("nothing is asked: nothing is found", async () => {
  for (const text of ["", "?", "“”"]) {
    const { articles, partial, missing } = await find(index, text);
    assert.deepEqual([articles, partial, missing], [[], false, []]);
  }
});

test("what is left out is in no article found", async () => {
  const slugs = async (/** @type {string} */ text) =>
    (await find(index, text)).articles.map(({ slug }) => slug);
  const [both, with_] = [await slugs("Velia"), new Set(await slugs("drones"))];
  const without = both.filter((slug) => !with_.has(slug));
  assert.ok(without.length < both.length);
  for (const text of ["Velia -drones", "Velia NOT drones", 'Velia -"drones"', "-drones Velia"]) {
    assert.deepEqual(new Set(await slugs(text)), new Set(without), text);
  }
});

test("a phrase that is left out is one as it is typed", async () => {
  const all = (await slugsOf("Velia")).length;
  const words = "air-independent propulsion";
  const with_ = await slugsOf(`"${words}"`);
  assert.ok(with_.length);
  for (const text of [`Velia -"${words}"`, `Velia NOT "${words}"`, `Velia NOT “${words}”`]) {
    const left = await slugsOf(text);
    assert.ok(left.length < all && !left.some((slug) => with_.includes(slug)), text);
  }
  // The other way round, in another form, or with a word that is nowhere, it is in no article.
  for (const phrase of ["propulsion air-independent", "air-independent propulsions", "air zeppelin"]) {
    assert.equal((await slugsOf(`Velia NOT "${phrase}"`)).length, all, phrase);
  }
});

test("a word that is nowhere leaves nothing out, nor does one like it", async () => {
  const all = await slugsOf("Velia");
  for (const word of ["zeppelin", "drnoes", "propulsioner"]) {
    assert.deepEqual(await slugsOf(`Velia -${word}`), all, word);
  }
});

test("OR joins two words", async () => {
  const { articles, missing } = await find(index, "germanium OR COMRAVA");
  assert.ok(articles.every(({ whole }) => whole));
  const slugs = articles.map(({ slug }) => slug);
  assert.ok(slugs.includes("chips") && slugs.includes("agreements"));
  assert.deepEqual(missing, []);
  const one = await find(index, "zeppelin OR germanium");
  assert.deepEqual([one.articles[0].slug, one.articles[0].whole, one.missing], ["chips", true, []]);
});

test("a word is corrected unless it is to be taken as it is", async () => {
  const { corrected } = await find(index, "Thyssenkrup");
  assert.deepEqual(corrected, [["Thyssenkrup", "thyssenkrupp"]]);
  const { articles, missing } = await find(index, "Thyssenkrup", { exact: true });
  assert.deepEqual([articles, missing], [[], ["Thyssenkrup"]]);
});

test("words of English are not corrected into others, long and short", async () => {
  const words =
    "recession accession inequality equality emigration depopulation prosecution decommission " +
    "decommissioning abolition affection unpunished happiness families planned reconsidered";
  for (const word of words.split(" ")) assert.ok(await isEnglish(word, index), word);
  const slips =
    "tarrif extraditon defnce goverment agreemnet inteligence semiconducter negotation minstry " +
    "technolgy investmant parliment";
  for (const word of slips.split(" ")) assert.ok(!(await isEnglish(word, index)), word);
});

/** Words that are made of others, by ending. */
const MADE = {
  s: "tariffs planks",
  es: "wishes coaches",
  ed: "walked planned baked pumped",
  er: "walker planner baker",
  ers: "walkers planners bakers",
  ing: "walking planning baking",
  ly: "quickly slowly",
  ies: "countries companies stories",
  ied: "married copied",
  ily: "happily busily",
  iness: "laziness emptiness",
  ness: "darkness weakness",
};

for (const [ending, words] of Object.entries(MADE)) {
  test(`words that are made of others by -${ending} are of English`, async () => {
    for (const word of words.split(" ")) assert.ok(await isEnglish(word, index), word);
    for (const base of ["zanq", "qorv"]) assert.ok(!(await isEnglish(base + ending, index)), base);
  });
}

test("a word that is being typed is completed", async () => {
  const { beginnings, articles } = await find(index, "germani", { typing: true });
  assert.deepEqual(beginnings, [["germani", 1]]);
  assert.equal(articles[0].slug, "chips");
  assert.deepEqual((await find(index, "germani ", { typing: true })).beginnings, []);
});

test("a pasted passage finds its article", async () => {
  for (const number of [0, 3, 7]) {
    const { passages: row } = await index.article(number);
    const [, text] = row.reduce((one, other) => (other[1].length > one[1].length ? other : one));
    const words = text.split(" ").slice(0, 60).join(" ");
    const { articles } = await find(index, words);
    assert.equal(articles[0].number, number, words);
  }
});

test("of a very long query it is told how many words are not looked for", async () => {
  const { passages: row } = await index.article(3);
  const long = row.map(([, text]) => text).join(" ");
  const { passed, units, articles } = await find(index, long);
  assert.ok(passed > 0 && units.length <= 25); // 22 words, and names
  assert.equal(articles[0].number, 3);
  assert.equal((await find(index, "submarines of the Velian navy")).passed, 0);
});

test("where nothing is found the nearest topics are told, and else none", async () => {
  const { nearest, topics } = await find(index, "Mirelogy");
  assert.deepEqual(topics, []);
  assert.equal(index.core.topics[nearest[0]].slug, "viktor-mirel");
  assert.deepEqual((await find(index, "Velia")).nearest, []);
  assert.deepEqual((await find(index, "zeppelins", { choice: { year: ["2024"] } })).nearest, []);
});

test("two files tell what was meant by a misspelt word", async () => {
  const fresh = await open(index.site);
  const before = requests.count;
  assert.equal((await find(fresh, "Thyssenkrup", { shown: 0 })).corrected.length, 1);
  assert.ok(requests.count - before <= 6, String(requests.count - before));
});

test("few files are fetched for a query", async () => {
  const fresh = await open(index.site);
  const before = requests.count;
  await find(fresh, "air-independent propulsion of submarines in the Velian navy", { shown: 0 });
  assert.ok(requests.count - before <= 10, String(requests.count - before));
});

test("of a long text the part with most marks is shown", () => {
  const text = `${"far ".repeat(200)}here and here${" far".repeat(200)}`;
  const at = text.indexOf("here");
  const [start, end] = shownPart(text, [
    [0, 3],
    [at, at + 4],
    [at + 9, at + 13],
  ]);
  assert.ok(start > 0 && start < at && end > at + 13 && end - start <= 320);
  assert.deepEqual(shownPart("short", []), [0, 5]);
});
