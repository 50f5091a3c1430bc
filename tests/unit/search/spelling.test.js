import assert from "node:assert/strict";
import { test } from "node:test";
import {
  correct,
  distance,
  likelyErrors,
  likeness,
  related,
} from "../../../docs/assets/search/spelling.js";

/** @param {(string | number)[]} words */
function among(words) {
  const alike = (/** @type {string} */ word) =>
    words.flatMap((each, n) => (n % 2 || String(each)[0] !== word[0] ? [] : [each, words[n + 1]]));
  return {
    frequent: async () => words,
    spelling: async (/** @type {string} */ word) => ({
      words: alike(word),
      english: new Uint8Array(1),
    }),
  };
}

const WORDS = among(["tariff", 9, "jarlhaven", 40, "defence", 80, "mirel", 12, "germanium", 3]);

for (const [typed, meant] of [
  ["Jarlhavin".toLowerCase(), "jarlhaven"],
  ["defnce", "defence"],
  ["mirell", "mirel"],
  ["germainum", "germanium"],
  ["tarrif", "tariff"],
  ["tarrifs", "tariff"],
  ["deffense", "defence"],
  ["ajrlhaven", "jarlhaven"],
  ["rermanium", "germanium"],
]) {
  test(`${typed} was meant as ${meant}`, async () => {
    assert.equal(await correct(typed, WORDS), meant);
  });
}

test("what is like no word, or a code, or short, is not corrected", async () => {
  for (const typed of ["zeppelin", "mx9c", "mis", "तारिफ१"]) {
    assert.equal(await correct(typed, WORDS), null);
  }
});

test("of two words as near the more frequent one is meant", async () => {
  assert.equal(await correct("trate", among(["trade", 2, "trace", 90])), "trace");
  assert.equal(await correct("trate", among(["trade", 200, "trace", 1])), "trade");
});

test("a word with another first letter is meant where none is as near", async () => {
  assert.equal(await correct("eminous", among(["ominous", 900, "eminent", 5])), "ominous");
});

test("all words are looked through only if none with the first letter is likely enough", async () => {
  let all = 0;
  const words = among(["tariff", 9, "mirel", 12]);
  const watched = { ...words, frequent: () => (all++, words.frequent()) };
  assert.equal(await correct("tarif", watched), "tariff");
  assert.equal(all, 0);
  assert.equal(await correct("zeppelin", watched), null);
  assert.equal(all, 1);
});

test("longer words may have more errors", () => {
  assert.deepEqual(
    ["abc", "abcd", "abcdefg", "abcdefgh", "abcd1", "1abcd", "ab1cd"].map(likelyErrors),
    [0, 1, 1, 2, 0, 0, 0],
  );
});

test("distance counts what is inserted, left out, changed and exchanged", () => {
  assert.equal(distance("tariff", "tariff", 2), 0);
  assert.equal(distance("taiff", "tariff", 2), 1);
  assert.equal(distance("tarbiff", "tariff", 2), 1);
  assert.equal(distance("tabiff", "tariff", 2), 1);
  assert.equal(distance("tabixf", "tariff", 2), 2);
});

test("swapped neighbours, doubled letters and vowels cost less", () => {
  assert.equal(distance("traiff", "tariff", 2), 0.5);
  assert.equal(distance("tarif", "tariff", 2), 0.5);
  assert.equal(distance("tarrif", "tariff", 2), 1);
  assert.equal(distance("teriff", "tariff", 2), 0.75);
  assert.ok(distance("abcdef", "uvwxyz", 2) > 2);
});

test("words of one base are related, others are not", () => {
  for (const [one, other] of [
    ["procure", "procurement"],
    ["negotiator", "negotiation"],
    ["minister", "ministers"],
    ["operator", "operating"], // six letters are enough for two endings
    ["saxony", "saxons"],
    ["saxony", "saxon"],
  ]) {
    assert.ok(related(one, other) && related(other, one), `${one} ${other}`);
  }
  for (const [one, other] of [
    ["general", "generation"],
    ["donator", "donating"],
    ["operate", "opera"],
    ["port", "ports"],
    ["market", "marketplace"],
  ]) {
    assert.ok(!related(one, other) && !related(other, one), `${one} ${other}`);
  }
});

test("likeness is 1 for the same word and 0 for one without a letter of it", () => {
  assert.equal(likeness("delva", "delva"), 1);
  assert.equal(likeness("delva", "qux"), 0);
  assert.ok(likeness("delva", "dehli") > likeness("delva", "berlin"));
});
