import assert from "node:assert/strict";
import { test } from "node:test";
import { get, openPage, texts } from "./dom.js";
import { buildSite } from "./site.js";

openPage(buildSite(), "search/");
const { articleItem, counted, element, topicCard } = await import(
  "../../../docs/assets/search/view.js"
);

const LONG = `${"far ".repeat(100)}here${" far".repeat(100)}`;
const at = LONG.indexOf("here");
/** @type {any} */
const index = {
  first: [0, 9],
  core: {
    topics: [
      { title: "Trade", slug: "trade", kind: "theme", url: "themes/trade/", hue: 2 },
      { title: "Quartet", slug: "quartet", kind: "group", url: "names/quartet/", places: 1 },
    ],
  },
};

/** An article with passages of these texts and marks. @param {[string, [number, number][]][]} rows
 *  @param {object} [more] @returns {any} */
const article = (rows, more = {}) => ({
  number: 0,
  whole: true,
  text: {
    url: "articles/a/",
    title: "A title",
    date: "1 May 2025",
    source: "Post",
    language: "en",
    passages: rows.map(([text], n) => [`p${n + 1}`, text, n ? [] : [0], []]),
  },
  passages: rows.map(([, marks], n) => ({ place: n + 1, anchor: `p${n + 1}`, marks, whole: !n })),
  ...more,
});

test("an element has what it is given, and no attribute that is false or undefined", () => {
  const made = element("p", { class: "a", hidden: true, title: false, id: undefined }, "b", "c");
  assert.equal(made.outerHTML, '<p class="a" hidden="">bc</p>');
});

test("one is counted apart from many, and thousands are parted", () => {
  assert.equal(counted(1, "passage"), "1 passage");
  assert.equal(counted(0, "passage"), "0 passages");
  assert.equal(counted(1234, "more has", "more have"), "1,234 more have");
});

test("a card has a count only where there are passages", () => {
  const [theme, name] = [topicCard(index, 0, "On it."), topicCard(index, 1, "")];
  assert.equal(theme.getAttribute("data-hue"), "2");
  assert.equal(name.hasAttribute("data-hue"), false);
  assert.deepEqual(texts("span", theme), ["theme", "On it."]);
  assert.deepEqual(texts(".search-count", name), ["1 passage"]);
  assert.equal(get("a", name).getAttribute("data-hit"), "");
});

test("of a long passage a part is shown, with signs where more is left", () => {
  const words = (/** @type {[number, number][]} */ marks, text = LONG) =>
    texts(".search-words", articleItem(index, article([[text, marks]]), true))[0];
  assert.match(words([[at, at + 4]]), /^… far .* here .* far …$/);
  assert.match(words([[0, 3]]), /^far .* far …$/);
  assert.match(words([[LONG.length - 3, LONG.length]]), /^… far .* far$/);
  assert.equal(words([[4, 8]], "The ship came."), "The ship came.");
});

test("only marks that are shown whole are marked; all are in the address, each once", () => {
  const starts = [0, 4, at, at + 5];
  const marks = starts.map((n) => /** @type {[number, number]} */ ([n, n + (n === at ? 4 : 3)]));
  const item = articleItem(index, article([[LONG, [...marks, [at + 9, at + 12]]]]), true);
  assert.deepEqual(texts("mark", item), ["here", "far", "far"]);
  const link = /** @type {HTMLAnchorElement} */ (get(".search-passage a", item));
  const url = new URL(link.href);
  assert.deepEqual(url.searchParams.getAll("highlight"), ["far", "here"]);
  assert.equal(url.hash, "#p1");
});

test("of many words twelve are in the address", () => {
  const many = Array.from({ length: 20 }, (_, n) => `word${String.fromCharCode(97 + n)}`);
  const marks = many.map((_, n) => /** @type {[number, number]} */ ([n * 6, n * 6 + 5]));
  const item = articleItem(index, article([[many.join(" "), marks]]), true);
  const link = /** @type {HTMLAnchorElement} */ (get(".search-passage a", item));
  assert.deepEqual(new URL(link.href).searchParams.getAll("highlight"), many.slice(0, 12));
});

test("an article tells its date and source, where it has them, and whether it is partial", () => {
  const meta = (/** @type {any} */ found, ranked = true) =>
    texts(".search-meta", articleItem(index, found, ranked))[0];
  const rows = /** @type {[string, [number, number][]][]} */ ([["The ship came.", []]]);
  assert.equal(meta(article(rows)), "1 May 2025 · Post");
  const partial = article(rows, { whole: false });
  assert.equal(meta(partial), "1 May 2025 · PostPartial match");
  assert.equal(meta(partial, false), "1 May 2025 · Post");
  partial.text.source = "";
  assert.equal(meta(partial, false), "1 May 2025");
  const item = articleItem(index, article(rows), true);
  assert.equal(get("h3 a", item).getAttribute("lang"), "en");
  assert.equal(get(".search-words", item).getAttribute("lang"), "en");
  assert.equal(get("ol", item).className, "search-passages");
});

test("passages tell their themes, and whether they have the whole query", () => {
  const item = articleItem(index, article([["One.", []], ["Two.", []]]), true);
  const [one, other] = item.querySelectorAll(".search-passage");
  assert.deepEqual([one.hasAttribute("data-whole"), other.hasAttribute("data-whole")], [true, false]);
  assert.deepEqual([texts(".theme", one), texts(".theme", other)], [["Trade"], []]);
  assert.equal(get(".theme", one).getAttribute("data-hue"), "2");
  assert.equal(get("ul", one).getAttribute("aria-label"), "Themes");
  assert.ok(!other.querySelector("ul") && !item.querySelector("button"));
});

test("of more than three passages the others are shown when asked for", () => {
  const rows = ["One.", "Two.", "Three.", "Four."].map((text) => [text, []]);
  const item = articleItem(index, article(/** @type {any} */ (rows)), true);
  document.body.append(item);
  assert.deepEqual(texts(".search-words", item), ["One.", "Two.", "Three."]);
  const button = get("button", item);
  assert.deepEqual([button.textContent, button.getAttribute("type"), button.className], [
    "1 more passage of this article",
    "button",
    "search-more",
  ]);
  button.click();
  assert.deepEqual(texts(".search-words", item), ["One.", "Two.", "Three.", "Four."]);
  assert.ok(!item.querySelector("button"));
  assert.ok(document.activeElement === item.querySelectorAll("a")[4]);
});

test("an article that is not loaded is an empty place", () => {
  assert.equal(articleItem(index, article([], { text: null }), true).textContent, "");
});
