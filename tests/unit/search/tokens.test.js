import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, furtherForms, splitParts } from "../../../docs/assets/search/tokens.js";
import { readCases } from "./site.js";

/** @type {{text: string, words: string, further?: string}[]} */
const CASES = readCases("tokens.yml");
const split = (/** @type {string} */ words) => words.split(" ").filter(Boolean);

for (const { text, words, further = "" } of CASES) {
  test(`cuts ${JSON.stringify(text)}`, () => {
    const parts = splitParts(text);
    assert.deepEqual(
      parts.map((part) => part.form),
      split(words),
    );
    const forms = furtherForms(text, parts).map(({ form }) => form);
    assert.deepEqual(forms.sort(), split(further).sort());
  });
}

test("a part tells where it stands and what joins it to the one before", () => {
  const text = "the MX-9B, 1,500 of them";
  const parts = splitParts(text);
  assert.deepEqual(
    parts.map(({ start, end }) => text.slice(start, end)),
    ["the", "MX", "9", "B", "1,500", "of", "them"],
  );
  assert.deepEqual(
    parts.map(({ joint }) => joint),
    [null, null, "-", "", null, null, null],
  );
  assert.deepEqual(
    parts.map(({ number }) => number),
    [false, false, true, false, true, false, false],
  );
});

test("a further form tells of which parts it is made", () => {
  const text = "about 500 billion dollars, F 62";
  const found = furtherForms(text, splitParts(text));
  assert.deepEqual(found, [
    { index: 1, stop: 3, form: "5e11", amount: true },
    { index: 4, stop: 6, form: "f62", amount: false },
  ]);
});

test("folding leaves letters of other scripts as they are", () => {
  assert.equal(fold("Ünïcode Łódź Æsir"), "unicode lodz aesir");
  assert.equal(fold("मिरेल"), "मिरेल");
});
