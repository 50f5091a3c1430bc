import assert from "node:assert/strict";
import { test } from "node:test";
import { readState, writeState } from "../../../docs/assets/search/search.js";

test("an address is read and written alike", () => {
  for (const address of [
    "",
    "?q=F-62",
    "?q=two+words&exact=1",
    "?q=Velia&order=newest&theme=defence&year=2024&year=2025",
    "?any=1&name=a&name=b&source=",
    "?all=1",
    "?subtopic=trade%2Ftariffs&source=Morning+Gazette",
  ]) {
    assert.equal(writeState(readState(address)), address);
  }
});

test("an address says what is asked", () => {
  const state = readState("?q=a+b&theme=trade&theme=defence&subtopic=trade%2Ftariffs&year=2024&other=1");
  assert.deepEqual(state, {
    q: "a b",
    exact: false,
    newest: false,
    any: false,
    all: false,
    choice: {
      theme: ["trade", "defence"],
      subtopic: ["trade/tariffs"],
      name: [],
      year: ["2024"],
      source: [],
    },
  });
});

test("with a query all passages are asked for no more", () => {
  assert.equal(writeState({ ...readState("?all=1"), q: "a" }), "?q=a");
});

test("spaces around a query are not written", () => {
  assert.equal(writeState({ ...readState(""), q: "  a  " }), "?q=a");
});
