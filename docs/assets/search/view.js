/** Shows what the search found: plain functions from values to elements. */

import { shownPart } from "./excerpt.js";
import { SITE } from "./index.js";

/** @typedef {import("./engine.js").Article} Article */
/** @typedef {import("./engine.js").Passage} Passage */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").ShownArticle} ShownArticle */

const MOST_WORDS = 12;
const PASSAGES = 3;

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} properties attributes; `class` and `data-…` as in HTML
 * @param {...(Node | string)} children
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/** @param {number} count @param {string} one @param {string} [many] */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}

/** A topic's card. @param {Index} index @param {number} number @param {string} about */
export function topicCard(index, number, about) {
  const topic = index.core.topics[number];
  return element(
    "li",
    { class: "search-card", "data-hue": topic.hue },
    element(
      "a",
      { href: new URL(topic.url, SITE), "data-hit": true, "data-topic": topic.slug },
      element("strong", {}, topic.title),
      element("span", { class: "search-kind" }, topic.kind),
      element("span", { class: "search-about" }, about),
      ...(topic.places
        ? [element("span", { class: "search-count" }, counted(topic.places, "passage"))]
        : []),
    ),
  );
}

/**
 * An article that is loaded, with the passages that were found in it.
 * @param {Index} index
 * @param {Article} found
 * @param {boolean} ranked whether it is found by words, of which it may lack some
 */
export function articleItem(index, found, ranked) {
  const { text: article } = found;
  const item = element("li", { class: "search-article" });
  if (!article) return item;
  const list = element("ol", { class: "search-passages" });
  const passages = found.passages.map((passage) => passageItem(index, article, found, passage));
  list.append(...passages.slice(0, PASSAGES));
  const about = [article.date, article.source].filter(Boolean).join(" · ");
  const partial = ranked && !found.whole;
  item.append(
    element(
      "h3",
      {},
      element("a", { href: new URL(article.url, SITE), lang: article.language }, article.title),
    ),
    element(
      "p",
      { class: "search-meta" },
      about,
      ...(partial ? [element("span", { class: "search-partial" }, "Partial match")] : []),
    ),
    list,
  );
  const rest = passages.slice(PASSAGES);
  if (rest.length) {
    const button = element(
      "button",
      { type: "button", class: "search-more" },
      `${counted(rest.length, "more passage")} of this article`,
    );
    button.addEventListener("click", () => {
      list.append(...rest);
      button.remove();
      rest[0].querySelector("a")?.focus();
    });
    item.append(button);
  }
  return item;
}

/**
 * @param {Index} index
 * @param {ShownArticle} article
 * @param {Article} found
 * @param {Passage} passage
 */
function passageItem(index, article, found, passage) {
  const { anchor, marks, whole } = passage;
  const [, text, themes] = article.passages[passage.place - index.first[found.number] - 1];
  const words = new Set(marks.map(([from, to]) => text.slice(from, to)));
  const url = new URL(article.url, SITE);
  for (const word of [...words].slice(0, MOST_WORDS)) url.searchParams.append("highlight", word);
  url.hash = anchor;
  const item = element(
    "li",
    { class: "search-passage", "data-whole": whole },
    element(
      "a",
      { href: url, "data-hit": true, "data-article": article.url, "data-anchor": anchor },
      element("span", { class: "search-words", lang: article.language }, ...excerpt(text, marks)),
    ),
  );
  if (themes.length) {
    const chips = themes.map((number) => {
      const { title, hue } = index.core.topics[number];
      return element("li", { class: "theme", "data-hue": hue }, title);
    });
    item.append(element("ul", { class: "search-themes", "aria-label": "Themes" }, ...chips));
  }
  return item;
}

/** The part of a text that is shown, with its marks. @param {string} text
 *  @param {import("./excerpt.js").Span[]} marks */
function excerpt(text, marks) {
  const [start, end] = shownPart(text, marks);
  /** @type {(Node | string)[]} */
  const nodes = start > 0 ? ["… "] : [];
  let at = start;
  for (const [from, to] of marks) {
    if (from < start || to > end) continue;
    nodes.push(text.slice(at, from), element("mark", {}, text.slice(from, to)));
    at = to;
  }
  return [...nodes, text.slice(at, end), ...(end < text.length ? [" …"] : [])];
}
