import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { open } from "../../../docs/assets/search/engine.js";
import { nearestTopics, understand } from "../../../docs/assets/search/query.js";
import { buildSite } from "./site.js";

/** @typedef {import("../../../docs/assets/search/index.js").Index} Index */
/** @typedef {import("../../../docs/assets/search/query.js").Unit} Unit */
/** @typedef {import("../../../docs/assets/search/query.js").Way} Way */

/** @type {Record<string, string>} */
const TEXTS = {
  boiler:
    "A steam boiler burst in the yard. The boiler of another ship held; its steam was let off.",
  rail: "A highspeed line is planned. The high speed of trains on it is what it is for.",
  oxide: "Nitric oxide (NO) was measured over the plant.\n\nThere is no such plant on the coast.",
  state:
    "The govt of the state wrote to the government in the capital about tech, and procured pumps.",
  calls:
    "A wallet sends its bytes with eth_sendRawTransaction.\n\n" +
    "A RawTransaction holds what was signed.",
  codes: "The F-41 flew beside an F-62, and a Mirage 2000 beside both; a pact of 23/11 on 40 posts.",
  preferences:
    "The Generalised System of Preferences (GSP) was withdrawn, and GSP goods pay 18 per cent.",
  quay:
    "One red cap lay on the quay beside a steamboat, and $500bn in a wine cellar below.\n\n" +
    "A pagoda stood behind, and alpacas grazed.",
  duty: "An international body, known for its duty on 500 billion posts, paid in USD.",
  minister: "S. Jarlhaven spoke at the Quartet of trade. The minister left.",
};

const seeds = mkdtempSync(join(tmpdir(), "seeds-"));
after(() => rmSync(seeds, { recursive: true }));
for (const [name, text] of Object.entries(TEXTS)) {
  writeFileSync(join(seeds, `${name}.md`), `---\ntitle: About ${name}\n---\n${text}\n`);
}
const index = await open(buildSite(seeds));

/** `0.8 steam@0 boiler@1`: these words one after another; `+`: adds to others; `=`: as typed.
 *  @param {Way} way */
function way({ weight, words = [], offsets, exact, topic, further }) {
  const row = words.map(({ word }, n) => {
    const surface = exact ? `=${exact[n]}` : word;
    return offsets ? `${surface}@${offsets[n]}` : surface;
  });
  const held = topic === undefined ? row.join(" ") : `#${index.core.topics[topic].slug}`;
  return `${further ? "+" : ""}${Number(weight.toFixed(2))} ${held}`;
}

/** @param {Unit} unit */
function told({ text, ways, required, times }) {
  return `${text}${required ? "!" : ""}${"*".repeat(times - 1)}: ${ways.map(way).join("; ")}`.trim();
}

/** What a query is made of, and the ways in which passages may hold that.
 *  @type {Record<string, string[]>} */
const UNITS = {
  // Words written as one, as two, with a hyphen
  steamboiler: ["steamboiler: 1 steam@0 boiler@1; 0.5 steam boiler"],
  boilersteam: ["boilersteam:"],
  steamboilers: ["steamboilers:"],
  redcap: ["redcap: 1 red@0 cap@1; 0.5 red cap"],
  quaycap: ["quaycap:"],
  "steam boat": ["steam boat: 1 steamboat"],
  "pa go da": ["pa go da: 1 pagoda"],
  "al pa cas": ["al:", "pa:", "cas:"], // three are tried as one only where that is short
  "high speed": ["high: 1 high; 1 highspeed", "speed: 1 speed; 1 highspeed"],
  highspeed: ["highspeed: 1 highspeed"],
  "high-speed": ["high-speed: 1 highspeed; 1 high@0 speed@1; 0.6 high speed"],
  "red-cap": ["red-cap: 1 red@0 cap@1; 0.6 red cap"],
  "wallet-quokka": ["wallet-quokka: 0.5 wallet"],
  "quokka-wallet-bytes": ["quokka-wallet-bytes: 0.33 wallet; 0.33 bytes"],
  // Abbreviations
  NO: ["NO: 0.3 no; 1 nitric@0 oxide@1"],
  no: ["no: 1 no"],
  "nitric oxide": ["nitric oxide: 1 nitric@0 oxide@1; 0.6 nitric oxide"],
  "GSP goods": ["GSP: 1 gsp; 0.8 generalize@0 system@1 preference@3", "goods: 1 goods"],
  "generalized system of preferences": [
    "generalized system of preferences: 0.8 gsp; 1 generalized@0 system@1 preferences@3; " +
      "0.6 generalized system preferences",
  ],
  "system of preferences": ["system: 1 system", "preferences: 1 preferences"],
  // Clipped words, inflections, words of one base
  govt: ["govt: 1 govt; +0.5 government"],
  intl: ["intl: 1 international"],
  procured: ["procured: 1 procured"],
  procurement: ["procurement: 0.7 procured"],
  // Identifiers
  eth_sendRawTransaction: [
    "eth_sendRawTransaction: 1 ethsendrawtransaction; 1 eth@0 send@1 raw@2 transaction@3; " +
      "0.6 eth send raw transaction; +0.25 ethsend; +0.38 ethsendraw; +0.25 sendraw; " +
      "+0.38 sendrawtransaction; +0.25 rawtransaction",
  ],
  RawTransaction: ["RawTransaction: 1 rawtransaction"],
  // Codes and numbers
  "F-41": ["F-41: 1 f41"],
  "F 41": ["F 41: 1 f41"],
  F41: ["F41: 1 f41"],
  "F-7788": ["F-7788:"],
  "Mirage 2000": ["Mirage: 1 mirage", "2000: 1 2e3; 1 2000@0"],
  "mirage-2000": ["mirage-2000: 1 mirage@0 2000@1; 0.6 mirage 2000"],
  "GSP 40": ["GSP: 1 gsp; 0.8 generalize@0 system@1 preference@3", "40: 1 40"],
  "23/11": ["23/11: 1 23/11; 1 23@0 11@1"],
  "18%": ["18: 1 18%; 1 18@0"],
  "18 per cent duty": ["18 per cent: 1 18%; 1 18@0 per@1 cent@2", "duty: 1 duty"],
  "500 billion dollars": ["500 billion: 1 5e11; 1 500@0 billion@1"],
  "USD 40": ["USD: 1 usd", "40: 1 40"],
  // Names
  Jarlhaven: ["Jarlhaven: 0.7 #s-jarlhaven; 1 jarlhaven"],
  "S. Jarlhaven of the Quartet": [
    "S. Jarlhaven: 0.7 #s-jarlhaven; 1 s@0 jarlhaven@1; 0.6 s jarlhaven",
    "Quartet: 0.7 #quartet; 1 quartet",
  ],
  trade: ["trade: 1 trade"],
  TOUCH: ["TOUCH: 1 #touch-initiative; 0.5 touch"],
  "critical minerals": [
    "critical minerals: 0.7 #critical-minerals; 1 critical@0 minerals@1; 0.6 critical minerals",
  ],
  // Small words carry nothing, unless there are no others
  "who burst the boiler?": ["burst: 1 burst", "boiler: 1 boiler"],
  "of the": ["of: 1 of", "the: 1 the"],
  "steam steam boiler": ["steam*: 1 steam", "boiler: 1 boiler"],
  // Signs
  "boiler OR quokka OR steam": ["boiler OR quokka OR steam: 1 boiler; 1 steam"],
  "boiler OR": ["boiler: 1 boiler"],
  "OR boiler": ["boiler: 1 boiler"],
  "“steam boiler” burst": ["“steam boiler”!: 1 =steam@0 =boiler@1", "burst: 1 burst"],
  '"steam boilers"': ["“steam boilers”!:"],
  "«of the yard»": ["“of the yard”!: 1 =of@0 =the@1 =yard@2"],
  "“yard": ["yard: 1 yard"],
  "yard - ship": ["yard: 1 yard", "ship: 1 ship"],
  "well-known yard": ["well-known: 0.5 known", "yard: 1 yard"],
  "": [],
  "“”": [],
};

for (const [text, units] of Object.entries(UNITS)) {
  test(`understands ${text}`, async () => {
    assert.deepEqual((await understand(text, index)).units.map(told), units);
  });
}

test("what is not to be there is taken out of the query", async () => {
  for (const [text, units, without] of /** @type {[string, string, string][]} */ ([
    ["yard NOT ship", "yard: 1 yard", "ship: 1 ship"],
    ["−ship yard", "yard: 1 yard", "ship: 1 ship"],
    ["yard -“steam boiler”", "yard: 1 yard", "“steam boiler”!: 1 =steam@0 =boiler@1"],
    ["-govt", "", "govt: 1 govt"], // not what is only like it
    ["-TOUCH", "", "TOUCH: 1 #touch-initiative"],
    ["-boilr", "", "boilr:"], // nor what may be meant
  ])) {
    const query = await understand(text, index);
    assert.deepEqual(
      [query.units.map(told).join(), query.without.map(told).join()],
      [units, without],
    );
    assert.deepEqual(query.missing, []);
  }
});

test("words that are nowhere are named, each once", async () => {
  for (const [text, missing] of /** @type {[string, string[]][]} */ ([
    ["quokka yard jaguar quokka", ["quokka", "jaguar"]],
    ["“steam boilers” yard", ["“steam boilers”"]],
    ["quokka OR yard", []],
    ["F-7788", ["F-7788"]],
    ["wallet-quokka", []],
  ])) {
    assert.deepEqual((await understand(text, index)).missing, missing, text);
  }
});

test("of a long query the longest words are looked up", async () => {
  const long = "steam boiler yard ship highspeed measured government wallet preferences";
  const many = Array.from({ length: 24 }, (_, n) => `quokkas${String.fromCharCode(97 + n)}`);
  const { units } = await understand(`red cap ${long} ${many.join(" ")}`, index);
  const texts = units.map(({ text }) => text);
  assert.equal(texts.length, 22);
  for (const word of ["highspeed", "measured", "government", "preferences"]) {
    assert.ok(texts.includes(word), word);
  }
  for (const word of ["red", "cap", "yard", "steam"]) assert.ok(!texts.includes(word), word);
  const { units: all } = await understand(`red cap ${long}`, index);
  assert.equal(all.length, 11);
});

test("the last word may be unfinished while one types, and only that", async () => {
  const typed = async (/** @type {string} */ text, typing = true) => {
    const { beginnings, units } = await understand(text, index, { typing });
    return [beginnings.map(([word, count]) => `${word} ${count}`).join(), told(units[0])];
  };
  assert.deepEqual(await typed("boi"), ["boi 1", "boi: 0.8 boiler"]);
  assert.deepEqual(await typed("boi", false), ["", "boi:"]);
  assert.deepEqual(await typed("boi "), ["", "boi:"]);
  assert.deepEqual(await typed("boi yard"), ["", "boi:"]);
  assert.deepEqual(await typed("bo"), ["", "bo:"]);
  assert.deepEqual(await typed("boiler"), ["", "boiler: 1 boiler"]);
  assert.deepEqual(await typed("walle"), ["walle 1", "walle: 0.8 wallet"]);
});

test("slips are corrected unless words are to be taken as they are", async () => {
  const { corrected, units, missing } = await understand("boilr yard", index);
  assert.deepEqual(corrected, [["boilr", "boiler"]]);
  assert.deepEqual(units.map(told), ["boilr: 1 boiler", "yard: 1 yard"]);
  assert.deepEqual(missing, []);
  const literal = await understand("boilr yard", index, { literal: true });
  assert.deepEqual([literal.corrected, literal.missing], [[], ["boilr"]]);
});

test("letters in the wrong order are a slip in short words too", async () => {
  const { corrected } = await understand("qauy yrad", index);
  assert.deepEqual(corrected, [
    ["qauy", "quay"],
    ["yrad", "yard"],
  ]);
  assert.deepEqual((await understand("caps", index)).corrected, []);
  assert.deepEqual((await understand("hsips", index)).corrected.length, 1);
});

test("a name that is misspelt is found as the name, with its card", async () => {
  const { units, topics } = await understand("Jarlhavin", index);
  assert.deepEqual(units.map(told), ["Jarlhavin: 1 jarlhaven; 0.7 #s-jarlhaven"]);
  assert.equal(index.core.topics[topics[0]].slug, "s-jarlhaven");
});

test("a name of two words is found as the name by the one that is misspelt", async () => {
  const { units, topics } = await understand("S. Jarlhavin", index);
  assert.deepEqual(units.map(told), ["S: 1 s", "Jarlhavin: 1 jarlhaven; 0.7 #s-jarlhaven"]);
  assert.equal(index.core.topics[topics[0]].slug, "s-jarlhaven");
});

test("cards are best first: what is named, then what is searched by the words", async () => {
  const cards = async (/** @type {string} */ text) =>
    (await understand(text, index)).topics.map((number) => index.core.topics[number].slug);
  assert.deepEqual(await cards("quartet"), ["quartet", "inner-basin"]);
  assert.equal((await cards("trade"))[0], "trade");
  assert.equal((await cards("S. Jarlhaven and trade"))[0], "s-jarlhaven");
  assert.deepEqual(await cards("boiler"), []);
  assert.deepEqual(await cards("the"), []);
  const all = index.core.topics.map(({ title }) => title).join(" ");
  assert.equal((await cards(all)).length, 6);
});

test("a small word is no topic's name within a query, but alone it may be", async () => {
  const topics = index.core.topics.map((topic) =>
    topic.slug === "quartet" ? { ...topic, terms: ["who"] } : topic,
  );
  const other = Object.create(index, { core: { value: { ...index.core, topics } } });
  const cards = async (/** @type {string} */ text) =>
    (await understand(text, other)).topics.map((number) => topics[number].slug);
  assert.ok((await cards("WHO")).includes("quartet"));
  assert.ok(!(await cards("who burst the boiler")).includes("quartet"));
});

test("where nothing was found the topics with the likest names are named, then the themes", () => {
  const slugs = (/** @type {string} */ text, most = 5) =>
    nearestTopics(text, index, most).map((number) => index.core.topics[number].slug);
  assert.equal(slugs("Jorlhaven")[0], "s-jarlhaven");
  assert.equal(slugs("the Quartett of")[0], "quartet");
  assert.equal(slugs("Jorlhaven", 2).length, 2);
  const themes = index.core.topics.filter(({ kind }) => kind === "theme").map(({ slug }) => slug);
  assert.deepEqual(slugs("xyz"), themes.slice(0, 5));
  assert.deepEqual(slugs("the"), themes.slice(0, 5));
  assert.equal(new Set(slugs("trade", 50)).size, slugs("trade", 50).length);
});
