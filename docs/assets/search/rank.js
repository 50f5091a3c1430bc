/**
 * A query that is understood → the articles that answer it, best first, each with its passages.
 *
 * The model is BM25F (Robertson, Zaragoza and Taylor, 2004), twice, and what it leaves out:
 *
 * - An article's score is the sum over the units of the query of their rareness (idf, by
 *   articles) times how often the article has them, saturated and measured by its length; its
 *   title and headings count more than its passages.
 * - A passage's score is the same for the passage alone, for which its title and heading count as
 *   one occurrence, and how close the words of the query stand in it. An article gains from its
 *   best passage.
 * - A question is also answered by what is near to an answer: articles gain from the scores of
 *   their neighbours (Diaz, 2005). A query of few words asks for these words.
 *
 * All units are joined by OR: what has only some of them is found too, but marked, and stands below
 * what has all in one passage, or else in one article. The constants were fitted on two public
 * collections, TIME and Cranfield, by every other query; the others showed the same.
 */

import { SURE } from "./query.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Row} Row */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./query.js").Unit} Unit */
/** @typedef {import("./query.js").Way} Way */

/**
 * A passage found: its place in the index, its score, and whether every unit is in it, its title or
 * its heading.
 * @typedef {{place: number, score: number, whole: boolean}} Hit
 * @typedef {{article: number, score: number, whole: boolean, hits: Hit[]}} Result
 * @typedef {{results: Result[], topics: number[]}} Ranking
 */

/** How soon a word that comes again stops to count more; 1.2 to 2 is usual. */
const SATURATION = 1.5;
/** How much of an article's length counts; 0.75 is usual. */
const LENGTH = 0.75;
/** How many times in the passages a word of the title, or of a heading, is worth. */
const TITLE = 2;
/** What an article's best passage adds to its score, for a query of few units and a question. */
const PASSAGE = [1, 0.3];
/** How much of an article's score its neighbours make. */
const NEIGHBOURS = 1 / 3;
/** Units that make a query a question, which an article answers; fewer look for a passage. */
const QUESTION = 5;
/** A word's other inflections count less than the one that was typed. */
const OTHER_FORM = 0.7;
/** Of an article, passages that are much worse than its best are not shown. */
const LEAST_OF_BEST = 0.35;
/** Where a query has words that are nowhere, it is answered if others tell articles apart. */
const LEAST_FOUND = 1 / 3;
const MOST_OF_ARTICLES = 0.5;
const FEW_ARTICLES = 8;

/**
 * @param {Query} query
 * @param {Index} index
 * @param {(place: number) => boolean} allowed which places the facets leave
 * @returns {Promise<Ranking>}
 */
export async function rank({ units, without }, index, allowed) {
  const left = await leftBy(without, index, allowed);
  if (!units.length) return { results: everything(index, left), topics: [] };
  const held = await Promise.all(units.map((unit) => holders(unit, index)));
  if (!held.every(({ counts }) => counts.size) && !tells(held, index)) {
    return { results: [], topics: [] };
  }
  const passages = new Passages(units, held, index, await closeness(units, held, index));
  const scores = scoreArticles(held, index);
  const question = units.length >= QUESTION;
  const results = [];
  for (let article = 0; article < index.articles; article++) {
    const hits = scores[article] ? passages.of(article) : [];
    if (!hits.length) continue;
    scores[article] += PASSAGE[Number(question)] * hits[0].score;
    results.push({ article, hits: hits.filter(({ place }) => left(place)) });
  }
  const near = question ? await index.near() : [];
  const found = results.flatMap(({ article, hits }) => {
    if (!hits.length) return [];
    const least = LEAST_OF_BEST * hits[0].score;
    return {
      article,
      score: regularised(article, scores, near),
      whole: held.every(({ articles }) => articles.has(article)),
      hits: hits.filter(({ score }) => score >= least),
    };
  });
  found.sort((a, b) => level(a) - level(b) || b.score - a.score || a.article - b.article);
  return { results: found, topics: rankTopics(index, held) };
}

/** 0 where one passage has all of the query, 1 where the article has. @param {Result} result */
function level({ whole, hits }) {
  if (!whole) return 2;
  return hits.some((hit) => hit.whole) ? 0 : 1;
}

/**
 * What a unit is held by: how often by each place, at which weight; and the articles.
 * @typedef {{counts: Map<number, number>, articles: Set<number>, rareness: number}} Held
 */

/** @param {Unit} unit @param {Index} index @returns {Promise<Held>} */
async function holders(unit, index) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  /** @type {Set<number>} */
  const articles = new Set();
  /** @type {Set<number>} */
  const sure = new Set();
  const lists = await Promise.all(unit.ways.map((way) => wayHolders(way, index)));
  lists.forEach((list, n) => {
    const { weight, further = false } = unit.ways[n];
    for (const [place, often] of list) {
      const before = counts.get(place) ?? 0;
      counts.set(place, further ? before + weight * often : Math.max(before, weight * often));
      const article = index.owner[place];
      articles.add(article);
      if (weight >= SURE) sure.add(article);
    }
  });
  const number = [...(sure.size ? sure : articles)].filter((each) => each < index.articles).length;
  const rareness = Math.log(1 + (index.articles - number + 0.5) / (number + 0.5));
  return { counts, articles, rareness: rareness * unit.times };
}

/** @param {Way} way @param {Index} index @returns {Promise<Map<number, number>>} */
async function wayHolders(way, index) {
  if (way.topic !== undefined) {
    const { places, often } = await index.list(index.core.topics[way.topic]);
    return toMap(places, often);
  }
  const { words = [], offsets } = way;
  if (offsets) return sequences(way, offsets, index);
  if (words.length === 1 && index.isInline(words[0])) return forms(words[0], index);
  const lists = await Promise.all(words.map((word) => index.list(word)));
  const maps = lists.map(({ places, often }) => toMap(places, often));
  const [least, ...others] = maps.sort((a, b) => a.size - b.size);
  for (const place of others.length ? [...least.keys()] : []) {
    if (!others.every((map) => map.has(place))) least.delete(place);
  }
  return least;
}

/**
 * The places of a word; its other inflections count less than the one that was typed.
 * @param {import("./index.js").Entry} word @param {Index} index
 */
async function forms(word, index) {
  const typed = word.surfaces.indexOf(word.word);
  if (typed < 0 || word.surfaces.length === 1) {
    const { places, often } = await index.list(word);
    return toMap(places, often);
  }
  const weigh = (/** @type {Row} */ row) =>
    row.reduce((sum, { surface }) => sum + (surface === typed ? 1 : OTHER_FORM), 0);
  const positions = await index.positions(word);
  return new Map([...positions].map(([place, row]) => [place, weigh(row)]));
}

/** @param {Int32Array} places @param {Int32Array} often @returns {Map<number, number>} */
function toMap(places, often) {
  const map = new Map();
  places.forEach((place, n) => map.set(place, often[n]));
  return map;
}

/**
 * The places where the words of a way follow one another.
 * @param {Way} way @param {number[]} offsets @param {Index} index
 */
async function sequences({ words = [], exact }, offsets, index) {
  const positions = await Promise.all(words.map((word) => index.positions(word)));
  const surfaces = words.map((word, n) => (exact ? word.surfaces.indexOf(exact[n]) : -1));
  const fits = (/** @type {Row[number]} */ word, /** @type {number} */ n) =>
    surfaces[n] < 0 || word.surface === surfaces[n];
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const [place, row] of positions[0]) {
    const rows = positions.flatMap((map) => (map.get(place) ? [map.get(place) ?? []] : []));
    if (rows.length < positions.length) continue;
    const starts = row.filter(
      (first) =>
        fits(first, 0) &&
        rows.every((others, n) =>
          others.some((other) => other.at - first.at === offsets[n] - offsets[0] && fits(other, n)),
        ),
    );
    if (starts.length) found.set(place, starts.length);
  }
  return found;
}

/**
 * Whether what is left of a query, some words of which are nowhere, tells articles apart: not too
 * little of it is left, and some of that not in most articles.
 * @param {Held[]} held @param {Index} index
 */
function tells(held, index) {
  const left = held.filter(({ counts }) => counts.size);
  if (!left.length || left.length < LEAST_FOUND * held.length) return false;
  const most = Math.max(FEW_ARTICLES, MOST_OF_ARTICLES * index.articles);
  return left.some(({ articles }) => articles.size <= most);
}

/**
 * Which places are left by facets, and by what is not to be in their article.
 * @param {Unit[]} without @param {Index} index @param {(place: number) => boolean} allowed
 * @returns {Promise<(place: number) => boolean>}
 */
async function leftBy(without, index, allowed) {
  const held = await Promise.all(without.map((unit) => holders(unit, index)));
  return (place) =>
    allowed(place) && !held.some(({ articles }) => articles.has(index.owner[place]));
}

/** All passages that are left, newest first. @param {Index} index
 *  @param {(place: number) => boolean} left @returns {Result[]} */
function everything(index, left) {
  /** @type {Result[]} */
  const results = [];
  for (let article = 0; article < index.articles; article++) {
    const hits = [];
    for (let place = index.first[article] + 1; place < index.first[article + 1]; place++) {
      if (left(place)) hits.push({ place, score: 0, whole: true });
    }
    if (hits.length) results.push({ article, score: 0, whole: true, hits });
  }
  return results;
}

/** @param {number} often how often a field of average length has a unit */
function saturated(often) {
  return (often * (SATURATION + 1)) / (often + SATURATION);
}

/** The score of each article as a whole. @param {Held[]} held @param {Index} index */
function scoreArticles(held, index) {
  const { lengths } = index;
  const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length || 1;
  const scores = new Float64Array(index.articles);
  const often = new Float64Array(index.articles);
  for (const { counts, articles, rareness } of held) {
    for (const [place, count] of counts) {
      if (place >= index.texts) continue;
      const article = index.owner[place];
      const marked = place === index.first[article] || index.heading[place] === place;
      often[article] += marked ? TITLE * count : count;
    }
    for (const article of articles) {
      if (article >= index.articles) continue;
      const norm = 1 - LENGTH + (LENGTH * lengths[article]) / average;
      scores[article] += rareness * saturated(often[article] / norm);
      often[article] = 0;
    }
  }
  return scores;
}

/**
 * An article's score, drawn towards the mean of its neighbours'.
 * @param {number} article @param {Float64Array} scores @param {Int32Array[]} near
 */
function regularised(article, scores, near) {
  const neighbours = near[article] ?? [];
  if (!neighbours.length) return scores[article];
  const mean = neighbours.reduce((sum, other) => sum + scores[other], 0) / neighbours.length;
  return (1 - NEIGHBOURS) * scores[article] + NEIGHBOURS * mean;
}

/** Scores the passages of one article after another. */
class Passages {
  /**
   * @param {Unit[]} units @param {Held[]} held @param {Index} index
   * @param {(place: number) => number} close
   */
  constructor(units, held, index, close) {
    this.held = held;
    this.index = index;
    this.close = close;
    this.required = held.filter((_, n) => units[n].required);
    /** How many of the units each place holds. */
    this.holds = new Uint8Array(index.total);
    for (const { counts } of held) for (const place of counts.keys()) this.holds[place]++;
  }

  /** Those with some of the query, best first. @param {number} article @returns {Hit[]} */
  of(article) {
    const { index, holds } = this;
    const hits = [];
    const start = index.first[article];
    for (let place = start + 1; place < index.first[article + 1]; place++) {
      if (holds[place] && this.meets(place, start)) hits.push(this.hit(place, start));
    }
    const first = start + 1;
    if (!hits.length && first < index.first[article + 1] && this.meets(first, start)) {
      hits.push(this.hit(first, start)); // found by its title alone
    }
    return hits.sort((a, b) => b.score - a.score || a.place - b.place);
  }

  /** Whether a passage, or its title, has what is required. @param {number} place
   *  @param {number} title */
  meets(place, title) {
    return this.required.every(({ counts }) => counts.has(place) || counts.has(title));
  }

  /** @param {number} place @param {number} title @returns {Hit} */
  hit(place, title) {
    const heading = this.index.heading[place];
    let score = this.close(place);
    let whole = true;
    for (const { counts, rareness } of this.held) {
      const above = counts.has(title) || (heading !== place && counts.has(heading));
      const often = (counts.get(place) ?? 0) + (above ? 1 : 0);
      score += rareness * saturated(often);
      whole &&= often > 0;
    }
    return { place, score, whole };
  }
}

/**
 * How close the words of a query stand in a place: for each two that follow one another in the
 * query, the rareness of the more common, divided by their distance. Common words, whose positions
 * are in files of their own, tell little by it.
 * @param {Unit[]} units @param {Held[]} held @param {Index} index
 * @returns {Promise<(place: number) => number>}
 */
async function closeness(units, held, index) {
  const positions = await Promise.all(
    units.map(async ({ ways }) => {
      const sure = ways.find(({ weight, words }) => weight >= SURE && words?.length === 1);
      const word = sure?.words?.[0];
      return word && index.isInline(word) ? index.positions(word) : null;
    }),
  );
  return (place) => {
    let sum = 0;
    for (let n = 0; n + 1 < positions.length; n++) {
      const [one, other] = [positions[n]?.get(place), positions[n + 1]?.get(place)];
      if (!one || !other) continue;
      sum += Math.min(held[n].rareness, held[n + 1].rareness) / distance(one, other);
    }
    return sum;
  };
}

/** The least distance from one word to another: 1 side by side, and one more the wrong way round.
 *  @param {Row} one @param {Row} other */
function distance(one, other) {
  let least = Infinity;
  for (const { at } of one) {
    for (const { at: next } of other) {
      if (next !== at) least = Math.min(least, next > at ? next - at : 1 + at - next);
    }
  }
  return least;
}

/** Topic pages whose own words hold the whole query, best first. @param {Index} index
 *  @param {Held[]} held */
function rankTopics(index, held) {
  const found = [];
  for (let topic = 0; topic < index.core.topics.length; topic++) {
    const page = index.articles + topic;
    if (!held.every(({ articles }) => articles.has(page))) continue;
    const [title, introduction] = [index.first[page], index.first[page] + 1];
    const score = held.reduce(
      (sum, { counts, rareness }) =>
        sum +
        rareness * saturated(TITLE * (counts.get(title) ?? 0) + (counts.get(introduction) ?? 0)),
      0,
    );
    found.push({ topic, score });
  }
  return found.sort((a, b) => b.score - a.score).map(({ topic }) => topic);
}
