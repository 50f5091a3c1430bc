/** Shows what the search found: plain functions from values to elements. */

import { excerpt } from "./excerpt.js";
import { SITE } from "./index.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./query.js").Unit} Unit */
/** @typedef {import("./rank.js").Result} Result */

const MOST_WORDS = 12;
const PASSAGES = 3;

/**
 * @param {string} tag
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

/** A topic's card. @param {Index} index @param {number} number */
export function topicCard(index, number) {
  const topic = index.core.topics[number];
  return element(
    "li",
    { class: "search-card", "data-hue": topic.hue },
    element(
      "a",
      { href: new URL(topic.url, SITE), "data-hit": true, "data-topic": topic.slug },
      element("strong", {}, topic.title),
      element("span", { class: "search-kind" }, topic.kind),
      element("span", { class: "search-about" }, topic.about),
      ...(topic.places
        ? [element("span", { class: "search-count" }, counted(topic.places, "passage"))]
        : []),
    ),
  );
}

/**
 * An article with the passages that were found in it.
 * @param {Index} index
 * @param {Result} result
 * @param {Unit[]} units
 */
export async function articleItem(index, result, units) {
  const article = await index.article(result.article);
  const item = element("li", { class: "search-article" });
  const list = element("ol", { class: "search-passages" });
  const passages = result.hits.map(({ place, whole }) => {
    const passage = article.passages[place - index.first[result.article] - 1];
    return passageItem(index, article, passage, units, whole);
  });
  list.append(...passages.slice(0, PASSAGES));
  const about = [article.date, article.source].filter(Boolean).join(" · ");
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
      ...(result.whole ? [] : [element("span", { class: "search-partial" }, "Partial match")]),
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
      rest[0].querySelector("a").focus();
    });
    item.append(button);
  }
  return item;
}

function passageItem(index, article, passage, units, whole) {
  const [anchor, , themes] = passage;
  const { nodes, words } = excerpt(passage, units);
  const url = new URL(article.url, SITE);
  for (const word of words.slice(0, MOST_WORDS)) url.searchParams.append("highlight", word);
  url.hash = anchor;
  const item = element(
    "li",
    { class: "search-passage", "data-whole": whole },
    element(
      "a",
      { href: url, "data-hit": true, "data-article": article.url, "data-anchor": anchor },
      element("span", { class: "search-words", lang: article.language }, ...nodes),
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
