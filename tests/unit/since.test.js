import assert from "node:assert/strict";
import { test } from "node:test";
import { added, visited } from "../../docs/assets/since.js";

const HOUR = 60 * 60 * 1000;

test("the first visit has none before it", () => {
  assert.deepEqual(visited(null, ["a"], 0), { at: 0, seen: ["a"] });
});

test("a visit goes on from page to page, and the next begins after a pause", () => {
  const first = visited(visited(null, ["a"], 0), ["a"], 3 * HOUR);
  assert.deepEqual(first, { at: 3 * HOUR, seen: ["a"] });
  const second = visited(first, ["b", "a"], 8 * HOUR);
  const before = { at: 3 * HOUR, seen: ["a"] };
  assert.deepEqual(second, { at: 8 * HOUR, seen: ["b", "a"], before });
  const still = visited(second, ["c", "b", "a"], 11 * HOUR);
  assert.deepEqual(still, { at: 11 * HOUR, seen: ["c", "b", "a"], before });
  const third = visited(still, ["c", "b", "a"], 16 * HOUR);
  assert.deepEqual(third.before, { at: 11 * HOUR, seen: ["c", "b", "a"] });
});

test("up to four hours are a pause within a visit", () => {
  const first = { at: 0, seen: ["a"] };
  assert.equal(visited(first, ["a"], 4 * HOUR).before, undefined);
  assert.deepEqual(visited(first, ["a"], 4 * HOUR + 1).before, first);
});

test("what was not there at the last visit is new, wherever it stands", () => {
  assert.deepEqual(added(["d", "c", "b", "a"], ["b"], 9), ["d", "c", "a"]);
  assert.deepEqual(added(["b", "a"], ["b", "a"], 9), []);
  assert.deepEqual(added(["b", "a"], [], 9), ["b", "a"]);
});

test("what moved up into a full list since another left it is not new", () => {
  assert.deepEqual(added(["d", "b", "a"], ["c", "b"], 2), ["d"]);
  assert.deepEqual(added(["b", "a"], ["c", "b"], 2), []);
  assert.deepEqual(added(["f", "e"], ["c", "b"], 2), ["f", "e"]);
});
