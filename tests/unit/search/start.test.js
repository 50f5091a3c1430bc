import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { get, openPage, press, texts, until } from "./dom.js";
import { buildSite, serve } from "./site.js";

const site = buildSite();
serve(site);
openPage(site, "articles/minister/?highlight=critical+minerals&highlight=Quartet#p1");
const passage = get("#p1");
const words = get(".words", passage).textContent;
await import("../../../docs/assets/search/start.js");
await until(() => document.querySelector(".found-marks"), "the first marks");

const marks = () => texts("mark[data-found]");

/** Follow a link to a passage of the page. @param {string} address */
async function follow(address) {
  history.replaceState(null, "", address);
  window.dispatchEvent(new Event("hashchange"));
  await new Promise((resolve) => setTimeout(resolve, 20));
}

/** @returns {HTMLDialogElement} */
const dialog = () => /** @type {HTMLDialogElement} */ (get("dialog.search-dialog"));
const field = () => /** @type {HTMLInputElement} */ (get("dialog input[name=q]"));
const isOpen = () => document.querySelector("dialog")?.open ?? false;

beforeEach(() => {
  localStorage.clear();
  document.querySelector("dialog")?.close();
});

test("what a result leads to is marked, across links too, and has the focus", () => {
  assert.equal(marks().join(" "), "Quartet critical minerals");
  assert.ok(passage.hasAttribute("data-found-passage"));
  assert.ok(document.activeElement === passage);
  assert.equal(get(".words", passage).textContent, words);
  assert.equal(texts(".found-marks").length, 1);
});

test("another result in the same page takes the marks along", async () => {
  await follow("?highlight=F-62#p4");
  assert.deepEqual(marks(), ["F-62"]);
  assert.deepEqual(
    [...document.querySelectorAll("[data-found-passage]")].map(({ id }) => id),
    ["p4"],
  );
  assert.equal(texts(".found-marks").length, 1);
  assert.equal(get(".words", passage).textContent, words);
});

test("only whole words are marked, and signs stand for themselves", async () => {
  await follow("?highlight=outsource&highlight=university&highlight=Velia+does&highlight=In#p2");
  assert.deepEqual(marks(), ["university", "Velia does", "outsource"]);
  await follow("?highlight=Wash&highlight=.&highlight=a*#p2");
  assert.deepEqual(marks(), []);
});

test("the longest of words that overlap is marked", async () => {
  await follow("?highlight=External&highlight=External+Waters+Minister#p2");
  assert.deepEqual(marks(), ["External Waters Minister"]);
});

test("marks are put away by the button, from the address too, and the page stays", async (t) => {
  await follow("?highlight=Hexagon#p5");
  assert.deepEqual(marks(), ["Hexagon"]);
  const button = get(".found-marks");
  assert.equal(button.textContent, "Remove the marks");
  const { mock } = t.mock.method(get("#p5"), "focus");
  button.click();
  assert.deepEqual(mock.calls.map((call) => call.arguments), [[{ preventScroll: true }]]);
  assert.deepEqual(marks(), []);
  assert.ok(!document.querySelector("[data-found-passage], .found-marks"));
  assert.equal(location.search + location.hash, "#p5");
  assert.ok(document.activeElement === get("#p5"));
});

test("marks are put away by Escape, unless it was for something else", async () => {
  await follow("?highlight=Hexagon#p5");
  press(document.body, "Enter");
  const used = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
  used.preventDefault();
  document.body.dispatchEvent(used);
  assert.deepEqual(marks(), ["Hexagon"]);
  press(document.body, "Escape");
  assert.deepEqual(marks(), []);
  assert.equal(location.search, "");
});

test("an address without words, or of no passage, marks nothing", async () => {
  await follow("?highlight=Hexagon#p99");
  await follow("?highlight=#p5");
  await follow("/articles/minister/#p5");
  assert.deepEqual(marks(), []);
  assert.ok(!document.querySelector("[data-found-passage]"));
});

test("a passage that was found before is left when one goes on to another", async () => {
  await follow("?highlight=Hexagon#p5");
  await follow("/articles/minister/#p1");
  assert.deepEqual(marks(), []);
  assert.ok(!document.querySelector("[data-found-passage], .found-marks"));
});

test("the key / opens the search, ready to type in; the same dialog again", async () => {
  const event = press(document.body, "/");
  assert.ok(event.defaultPrevented && isOpen());
  assert.ok(document.activeElement === field());
  assert.equal(dialog().getAttribute("aria-label"), "Search");
  assert.ok(get("form", dialog()).getAttribute("action")?.endsWith("/search/"));
  await until(() => dialog().querySelector(".search-status"));
  assert.ok(document.querySelector('link[rel=stylesheet][href$="search/search.css"]'));
  press(document.body, "Escape");
  dialog().close();
  press(document.body, "k", { ctrlKey: true });
  assert.equal(document.querySelectorAll("dialog").length, 1);
  assert.ok(isOpen());
  assert.equal(document.querySelectorAll("link[href$='search.css']").length, 1);
});

test("Ctrl+K and ⌘K open it too, from fields as well; other keys do not", () => {
  for (const [key, more, opens] of /** @type {[string, KeyboardEventInit, boolean][]} */ ([
    ["k", { ctrlKey: true }, true],
    ["K", { metaKey: true }, true],
    ["k", {}, false],
    ["j", { ctrlKey: true }, false],
    ["/", { ctrlKey: true }, false],
    ["/", { metaKey: true }, false],
    ["/", { altKey: true }, false],
    ["/", {}, true],
  ])) {
    document.querySelector("dialog")?.close();
    assert.equal(press(document.body, key, more).defaultPrevented, opens, key);
    assert.equal(isOpen(), opens, key);
  }
});

test("in a field / is a letter, unless it is a box to tick", () => {
  const made = document.createElement("div");
  made.innerHTML = "<input type=text><textarea></textarea><input type=checkbox>";
  document.body.append(made);
  const [text, area, box] = made.children;
  for (const [target, opens] of /** @type {[Element, boolean][]} */ ([
    [text, false],
    [area, false],
    [box, true],
  ])) {
    document.querySelector("dialog")?.close();
    press(target, "/");
    assert.equal(isOpen(), opens, target.outerHTML);
  }
  document.querySelector("dialog")?.close();
  press(text, "k", { ctrlKey: true });
  assert.ok(isOpen());
  made.remove();
});

test("the key / can be switched off, Ctrl+K not", () => {
  localStorage.setItem("dossier.slash", "off");
  assert.ok(!press(document.body, "/").defaultPrevented);
  assert.ok(!isOpen());
  press(document.body, "k", { ctrlKey: true });
  assert.ok(isOpen());
});

test("the dialog closes by Escape, by its button and by a click beside it", () => {
  press(document.body, "/");
  press(field(), "a");
  assert.ok(isOpen());
  assert.ok(press(field(), "Escape").defaultPrevented);
  assert.ok(!isOpen());
  press(document.body, "/");
  get("button[type=button]", dialog()).click();
  assert.ok(!isOpen());
  press(document.body, "/");
  field().click();
  assert.ok(isOpen());
  dialog().click();
  assert.ok(!isOpen());
});

test("the dialog finds as one types, and leads to the page with filters", async () => {
  press(document.body, "/");
  await until(() => dialog().querySelector(".search-all"));
  const address = location.href;
  field().value = "germani";
  field().dispatchEvent(new Event("input", { bubbles: true }));
  await until(() => texts("dialog .search-article h3").length);
  const all = /** @type {HTMLAnchorElement} */ (get(".search-all", dialog()));
  assert.ok(all.href.endsWith("search/?q=germani"));
  assert.equal(location.href, address);
  assert.deepEqual(texts("dialog details"), []);
  assert.ok(get("dialog .search-order").hidden);
  all.addEventListener("click", (event) => event.preventDefault());
  get("dialog .search-passage a").addEventListener("click", (event) => event.preventDefault());
  get("dialog .search-passage a").click();
  assert.ok(!isOpen());
  press(document.body, "/");
  assert.ok(isOpen());
  get("dialog form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  assert.ok(!isOpen()); // it goes to the page
});
