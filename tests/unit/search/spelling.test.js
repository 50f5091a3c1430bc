import assert from "node:assert/strict";
import { test } from "node:test";
import {
  correct,
  distance,
  likelyErrors,
  likeness,
  related,
} from "../../../docs/assets/search/spelling.js";

const WORDS = ["tariff", 9, "jaishankar", 40, "defence", 80, "misri", 12, "germanium", 3];

for (const [typed, meant] of [
  ["Jaishanker".toLowerCase(), "jaishankar"],
  ["defnce", "defence"],
  ["misrii", "misri"],
  ["germainum", "germanium"],
  ["tarrif", "tariff"],
  ["tarrifs", "tariff"],
  ["deffense", "defence"],
]) {
  test(`${typed} was meant as ${meant}`, () => assert.equal(correct(typed, WORDS), meant));
}

test("what is like no word, or a code, or short, is not corrected", () => {
  for (const typed of ["zeppelin", "mq9c", "mis", "तारिफ१"]) {
    assert.equal(correct(typed, WORDS), null);
  }
});

test("of two words as near the more frequent one is meant", () => {
  assert.equal(correct("trate", ["trade", 2, "trace", 90]), "trace");
  assert.equal(correct("trate", ["trade", 200, "trace", 1]), "trade");
});

test("longer words may have more errors", () => {
  assert.deepEqual(
    ["abc", "abcd", "abcdefg", "abcdefgh", "abcd1"].map(likelyErrors),
    [0, 1, 1, 2, 0],
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
  ]) {
    assert.ok(related(one, other) && related(other, one), `${one} ${other}`);
  }
  for (const [one, other] of [
    ["general", "generation"],
    ["port", "ports"],
    ["market", "marketplace"],
  ]) {
    assert.ok(!related(one, other), `${one} ${other}`);
  }
});

test("likeness is 1 for the same word and 0 for one without a letter of it", () => {
  assert.equal(likeness("delhi", "delhi"), 1);
  assert.equal(likeness("delhi", "qux"), 0);
  assert.ok(likeness("delhi", "dehli") > likeness("delhi", "berlin"));
});
