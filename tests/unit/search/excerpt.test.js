import assert from "node:assert/strict";
import { test } from "node:test";
import { marksOf, shownPart } from "../../../docs/assets/search/excerpt.js";

/** @typedef {import("../../../docs/assets/search/query.js").Way} Way */
/** @typedef {[number, number]} Span */

/** Words of the index, each with the surfaces that it has in the texts. @param {string[]} rows
 *  @returns {any[]} */
const words = (...rows) => rows.map((surfaces) => ({ surfaces: surfaces.split("|") }));

/** What is marked of a text. @param {string} text @param {Partial<Way>[]} ways
 *  @param {number[]} [mentions] */
function marked(text, ways, mentions = []) {
  const whole = ways.map((way) => ({ weight: 1, ...way }));
  const unit = { text: "", required: false, times: 1, ways: whole };
  return marksOf(["p1", text, [], mentions], [unit]).map(([from, to]) => text.slice(from, to));
}

test("a word is marked in all of its forms, wherever it stands", () => {
  const text = "Drones flew; a drone fell. Dronelike, the kite held.";
  assert.deepEqual(marked(text, [{ words: words("drone|drones") }]), ["Drones", "drone"]);
});

test("words of a way without places are marked wherever they stand", () => {
  const text = "The navy has drones, the army a navy of its own.";
  assert.deepEqual(marked(text, [{ words: words("drones", "navy") }]), ["navy", "drones", "navy"]);
});

test("words that follow one another are marked as one, and only so", () => {
  const text = "Sea lanes; lanes of the sea; the sea lanes, and sea of lanes at sea";
  const way = { words: words("sea", "lanes"), offsets: [0, 1] };
  assert.deepEqual(marked(text, [way]), ["Sea lanes", "sea lanes"]);
  const apart = { words: words("sea", "lanes"), offsets: [0, 2] };
  assert.deepEqual(marked(text, [apart]), ["Sea lanes; lanes", "sea of lanes"]);
  const later = { words: words("sea", "lanes"), offsets: [1, 2] };
  assert.deepEqual(marked("sea lanes", [later]), ["sea lanes"]);
  assert.deepEqual(marked("at the sea", [way]), []);
});

test("exact words are marked as they were typed alone", () => {
  const way = { words: words("mineral|minerals"), offsets: [0], exact: ["minerals"] };
  assert.deepEqual(marked("A mineral of minerals", [way]), ["minerals"]);
});

test("the names of a topic are marked where they were found", () => {
  const text = "He met him there. He left.";
  assert.deepEqual(marked(text, [{ topic: 4 }], [2, 0, 2, 4, 7, 10, 4, 18, 20]), ["him", "He"]);
});

test("an amount is marked with its sign", () => {
  const way = { words: words("5e11") };
  assert.deepEqual(marked("Trade of $500bn a year", [way]), ["$500bn"]);
  assert.deepEqual(marked("Trade of € 500 billion a year", [way]), ["€ 500 billion"]);
  assert.deepEqual(marked("About 500 billion dollars", [way]), ["500 billion"]);
  assert.deepEqual(marked("costs $ of 500 billion", [way]), ["500 billion"]);
  const share = { words: words("18%") };
  assert.deepEqual(marked("a duty of 18 % or 18% or 18 per cent.", [share]), [
    "18 %",
    "18%",
    "18 per cent",
  ]);
});

test("a code that is written as one is marked whole", () => {
  const way = { words: words("f62") };
  assert.deepEqual(marked("An F-62, an F62 and an F 62 at $35", [way]), ["F-62", "F62", "F 62"]);
});

test("marks are in order, and none overlaps another", () => {
  const text = "air-independent propulsion of air";
  const ways = [
    { words: words("propulsion") },
    { words: words("air") },
    { words: words("air", "independent"), offsets: [0, 1] },
    { words: words("independent", "propulsion"), offsets: [0, 1] },
  ];
  assert.deepEqual(marked(text, ways), ["air-independent propulsion", "air"]);
  assert.deepEqual(marked("one two", [{ words: words("one") }, { words: words("two") }]), [
    "one",
    "two",
  ]);
});

/** A text with a word at some places. @param {number} length @param {number[]} places
 *  @returns {[string, Span[]]} */
function long(length, places) {
  const text = "abc ".repeat(length / 4);
  return [text, places.map((place) => [place, place + 3])];
}

test("of a short text all is shown", () => {
  assert.deepEqual(shownPart("a".repeat(320), [[300, 310]]), [0, 320]);
});

test("of a long text the part with the most marks is shown, from some words before", () => {
  const [text, spans] = long(2000, [0, 400, 1000, 1040, 1080, 1600]);
  const [start, end] = shownPart(text, spans);
  assert.ok(start >= 940 && start < 1000, String(start));
  assert.ok(end > 1083 && end - start <= 320);
  assert.ok(end - start > 300);
  assert.equal(text[start - 1], " ");
  assert.equal(text[end], " ");
});

test("of parts with as many marks the first is shown", () => {
  const [text, spans] = long(2000, [400, 1000]);
  const [start, end] = shownPart(text, spans);
  assert.ok(start < 400 && end > 403 && end < 1000);
});

test("a long text is shown from its beginning or to its end, if the marks are there", () => {
  const [text, spans] = long(2000, [8, 20]);
  const [start, end] = shownPart(text, spans);
  assert.ok(start === 0 && end > 300 && end <= 320);
  assert.equal(shownPart(...long(2000, [1990]))[1], 2000);
  assert.equal(shownPart(...long(2000, []))[0], 0);
});

test("a mark that would not be whole does not count", () => {
  const [text] = long(2000, []);
  const [start] = shownPart(text, [
    [400, 403],
    [640, 900],
    [1200, 1203],
    [1300, 1303],
  ]);
  assert.ok(start > 1100 && start < 1200);
});

test("a text without spaces is cut all the same", () => {
  const [start, end] = shownPart("x".repeat(1000), [[600, 610]]);
  assert.ok(start < 600 && end > 540 && end > start);
});
