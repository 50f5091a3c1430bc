/**
 * The search without a page: an index is opened, and asked. It needs `fetch` and
 * `DecompressionStream` alone, so that it runs in Node too.
 */

import { marksOf } from "./excerpt.js";
import { leaves } from "./facets.js";
import { Index } from "./index.js";
import { nearestTopics, understand } from "./query.js";
import { rank } from "./rank.js";

/** @typedef {import("./excerpt.js").Span} Span */
/** @typedef {import("./facets.js").Choice} Choice */
/** @typedef {import("./index.js").ShownArticle} ShownArticle */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./query.js").Unit} Unit */

/**
 * `typing`: the last word may be unfinished; `exact`: words are not corrected; `choice`: what the
 * facets are narrowed to, `any`: to passages with any of the names; `order`: best or newest first,
 * the latter with everything where nothing else is asked; `shown`: how many articles are opened at
 * once.
 * @typedef {{typing?: boolean, exact?: boolean, choice?: Partial<Choice>, any?: boolean,
 *   order?: "best" | "newest", shown?: number}} Options
 */

/**
 * A passage: `marks` are the spans of its text that the query is in, empty until it is shown.
 * @typedef {{place: number, anchor: string, score: number, whole: boolean, marks: Span[]}} Passage
 * An article: `whole` if it has the whole query; `title` and `text` are there once it is shown.
 * @typedef {{number: number, slug: string, title: string, score: number, whole: boolean,
 *   passages: Passage[], text: ShownArticle | null}} Article
 * What was found: `topics` are numbers of topics, or if nothing was found the `nearest` are;
 * `corrected` words with what was meant by them, `missing` words that are nowhere, `passed` how
 * many were not looked for; `partial` that no article has the whole query.
 * @typedef {{articles: Article[], topics: number[], nearest: number[],
 *   corrected: [string, string][], missing: string[], passed: number,
 *   beginnings: [string, number][], partial: boolean, narrowed: boolean, units: Unit[]}} Found
 */

/** The articles whose text is there when `find` answers. */
const SHOWN = 5;
const MOST_BY_TEXT = 2; // topics whose page has the words, but not as its name
const MOST_TOPICS = 6;

/** Open the index of a site. @param {URL | string} site its address @returns {Promise<Index>} */
export function open(site) {
  return Index.open(new URL(site));
}

/**
 * What a query finds, best first, the articles by their slugs.
 * @param {Index} index @param {string} text @param {Options} [options]
 * @returns {Promise<Found>}
 */
export async function find(index, text, options = {}) {
  const found = await search(index, text, options);
  const slugs = await index.slugs();
  for (const article of found.articles) article.slug = slugs[article.number];
  return found;
}

/**
 * The same without the slugs, which a page has no use for.
 * @param {Index} index @param {string} text @param {Options} [options]
 * @returns {Promise<Found>}
 */
export async function search(index, text, options = {}) {
  const { typing = false, exact = false, choice = {}, any = false } = options;
  const { order = "best", shown = SHOWN } = options;
  const query = await understand(text, index, { typing, literal: exact });
  const left = Object.values(await leaves(index, choice, any)).filter((mask) => mask !== null);
  const { units, without, corrected, missing, passed, beginnings } = query;
  const narrowed = left.length > 0;
  const asked = units.length > 0 || without.length > 0;
  const nothing = !asked && (text.trim() !== "" || !(narrowed || order === "newest"));
  const { results, topics: byText } = nothing
    ? { results: [], topics: [] }
    : await rank(query, index, (place) => left.every((mask) => mask[place]));
  if (order === "newest") results.sort((a, b) => a.article - b.article);
  const articles = results.map(({ article, score, whole, hits }) => ({
    number: article,
    slug: "",
    title: "",
    score,
    whole,
    passages: hits.map((hit) => ({
      ...hit,
      anchor: `p${hit.place - index.first[article]}`,
      marks: [],
    })),
    text: null,
  }));
  const named = [...query.topics, ...byText.slice(0, MOST_BY_TEXT)];
  const topics = narrowed ? [] : [...new Set(named)].slice(0, MOST_TOPICS);
  const nearest = articles.length || topics.length || narrowed ? [] : nearestTopics(text, index);
  const cards = shown && (topics.length || nearest.length);
  await Promise.all([
    ...articles.slice(0, shown).map((article) => show(index, article, units)),
    cards ? index.about() : null,
  ]);
  return {
    articles,
    topics,
    nearest,
    corrected,
    missing,
    passed,
    beginnings,
    partial: articles.length > 0 && !articles.some(({ whole }) => whole),
    narrowed,
    units,
  };
}

/**
 * Load what is shown of an article, and mark the query in it.
 * @param {Index} index @param {Article} article @param {Unit[]} units
 */
export async function show(index, article, units) {
  const text = await index.article(article.number);
  article.text = text;
  article.title = text.title;
  const first = index.first[article.number];
  for (const passage of article.passages) {
    passage.marks = marksOf(text.passages[passage.place - first - 1], units);
  }
  return article;
}
