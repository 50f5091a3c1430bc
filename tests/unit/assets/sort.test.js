import assert from "node:assert/strict";
import { test } from "node:test";
import { get, openPage, texts } from "../search/dom.js";
import { buildSite } from "../search/site.js";

const window = openPage(buildSite(), "figures/");
const select = /** @type {HTMLSelectElement} */ (get("#order"));
const lists = [...document.querySelectorAll("ul.sorted")];
const CAME = figures();
await import("../../../docs/assets/sort.js");

/** The figures of each list, as they stand. */
function figures() {
  return lists.map((list) => texts(":scope > li", list));
}

/** @param {string} order */
function choose(order) {
  select.value = order;
  select.dispatchEvent(new Event("change"));
}

/** Whether each list stands in an order, from its first item to its last. @param {string} order */
function stands(order) {
  return lists.every((list) => {
    const places = [...list.children].map((item) => Number(item.getAttribute(`data-${order}`)));
    return places.every((place, n) => place === n);
  });
}

test("as the page comes, the newest figures of each list stand first", () => {
  assert.ok(lists.length > 1 && lists.some((list) => list.children.length > 2));
  assert.ok(stands("date") && !stands("amount") && !stands("article"));
});

test("a reader puts the figures of each list into another order, and back", () => {
  for (const order of ["amount", "article", "amount"]) {
    choose(order);
    assert.ok(stands(order) && !stands("date"), order);
    assert.deepEqual(
      figures().map((row) => row.sort()),
      CAME.map((row) => [...row].sort()),
    );
  }
  choose("date");
  assert.deepEqual(figures(), CAME);
});

test("a choice that the browser brings back holds when the page is shown again", () => {
  select.value = "amount"; // as a browser fills a form in: without an event
  assert.ok(stands("date"));
  window.dispatchEvent(new Event("pageshow"));
  assert.ok(stands("amount"));
});
