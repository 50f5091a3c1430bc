/**
 * A query that is understood → the passages that hold it, best first.
 *
 * The score of a passage is the sum over the units of the query of how rare the unit is, times
 * how well the passage holds it; it grows with the share of the query that the passage covers and
 * with the closeness of its words. What the article's title says counts a third for each of its
 * passages, and more for the article the more of the query is in it.
 *
 * A word that is nowhere is left out of account: what has the others is a partial answer. Where
 * most articles have those others, that says nothing, and nothing is found.
 */

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./query.js").Unit} Unit */
/** @typedef {import("./query.js").Way} Way */

/**
 * A passage found: its place in the index, its score, and whether every unit is in it.
 * @typedef {{place: number, score: number, share: number, whole: boolean}} Hit
 * @typedef {{article: number, score: number, whole: boolean, hits: Hit[]}} Result
 * @typedef {{results: Result[], topics: number[], passages: number, partial: boolean}} Ranking
 */

const SATURATION = 0.6;
const TITLE = 0.35;
const LEAST_SHARE = 0.35;
const LEAST_SHARE_BESIDE_WHOLE = 0.5;
const LEAST_SHARE_OF_ARTICLE = 0.6;
const LEAST_OF_BEST = 0.35;
const WHOLE_TITLE = 0.7;
const MOST_OF_ARTICLES = 0.5;
const FEW_ARTICLES = 8;
const MOST_POSITIONS = 4000; // places of a word; beyond it is too common to tell much
const MOST_ADJACENT = 60000;
const MOST_SURFACES = 1000;
const OTHER_FORM = 0.7;

/**
 * @param {Unit[]} units
 * @param {Index} index
 * @param {(place: number) => boolean} allowed which places the facets leave
 * @returns {Promise<Ranking>}
 */
export async function rank(units, index, allowed) {
  const held = await Promise.all(units.map((unit) => holders(unit, index)));
  const there = held.map(({ strengths }) => strengths.size > 0);
  const weights = held.map((found, n) => (there[n] ? rareness(found.primary, index.total) : 0));
  if (!there.every(Boolean) && !tells(held, units, index)) return nothing();
  const sum = weights.reduce((a, b) => a + b, 0) || 1;
  const all = 2 ** units.length - 1;
  const masks = new Float64Array(index.total);
  const scores = new Float32Array(index.total);
  const covers = new Float32Array(index.total);
  held.forEach(({ strengths }, unit) => {
    for (const [place, strength] of strengths) {
      masks[place] += 2 ** unit;
      scores[place] += weights[unit] * strength;
      covers[place] += weights[unit] * Math.min(1, strength * 1.4);
    }
  });
  const required = units.reduce((mask, unit, n) => mask + (unit.required ? 2 ** n : 0), 0);
  const close = await closeness(units, index, masks);
  const state = { masks, scores, covers, sum, all, required, weights, close };
  const results = [];
  for (let article = 0; article < index.articles; article++) {
    const result = rankArticle(article, index, state, allowed);
    if (result) results.push(result);
  }
  results.sort((a, b) => b.score - a.score || a.article - b.article);
  const kept = worthShowing(results);
  return {
    results: kept,
    topics: rankTopics(index, state),
    passages: kept.reduce((count, result) => count + result.hits.length, 0),
    partial: kept.length > 0 && !kept[0].whole,
  };
}

/** @returns {Ranking} */
function nothing() {
  return { results: [], topics: [], passages: 0, partial: false };
}

/**
 * Whether what is left of a query, some words of which are nowhere, tells articles apart: not too
 * little of it is left, and some of that not in most articles.
 */
function tells(held, units, index) {
  const left = held.filter(({ strengths }) => strengths.size);
  if (!left.length || 3 * left.length < units.length) return false;
  return left.some(({ strengths }) => {
    const articles = new Set();
    for (const place of strengths.keys()) articles.add(index.owner[place]);
    return articles.size <= Math.max(FEW_ARTICLES, MOST_OF_ARTICLES * index.articles);
  });
}

/** @param {number} found @param {number} total */
function rareness(found, total) {
  return Math.log(1 + (total - found + 0.5) / (found + 0.5));
}

/** The places that hold a unit, and how well: at most 1. @param {Unit} unit @param {Index} index */
async function holders(unit, index) {
  /** @type {Map<number, number>} */
  const strengths = new Map();
  const primary = new Set();
  let common = 0;
  const lists = await Promise.all(unit.ways.map((way) => wayHolders(way, index)));
  lists.forEach((list, n) => {
    const { weight } = unit.ways[n];
    if (weight >= 0.7 && list.size > MOST_ADJACENT) common = Math.max(common, list.size);
    for (const [place, often] of list) {
      const strength = weight * (often / (often + SATURATION)) * (1 + SATURATION) * 0.8;
      if (!(strengths.get(place) >= strength)) strengths.set(place, strength);
      if (weight >= 0.7) primary.add(place);
    }
  });
  return { strengths, primary: Math.max(primary.size || strengths.size, common) };
}

/** @param {Way} way @param {Index} index @returns {Promise<Map<number, number>>} */
async function wayHolders(way, index) {
  if (way.topic !== undefined) {
    const { places, often } = await index.list(index.core.topics[way.topic]);
    return toMap(places, often);
  }
  if (way.exact || (way.adjacent && way.words.every((word) => word.places < MOST_ADJACENT))) {
    return sequences(way, index);
  }
  if (way.adjacent) return new Map();
  if (way.words.length === 1 && way.words[0].places <= MOST_SURFACES) {
    return forms(way.words[0], index);
  }
  const lists = await Promise.all(way.words.map((word) => index.list(word)));
  const maps = lists.map(({ places, often }) => toMap(places, often)).sort((a, b) => a.size - b.size);
  const [least, ...others] = maps;
  for (const place of others.length ? [...least.keys()] : []) {
    if (!others.every((map) => map.has(place))) least.delete(place);
  }
  return least;
}

/** The places of a word; its other inflections count less than the one that was typed. */
async function forms(word, index) {
  const typed = word.surfaces.indexOf(word.word);
  if (typed < 0 || word.surfaces.length === 1) {
    const { places, often } = await index.list(word);
    return toMap(places, often);
  }
  const weigh = (sum, { surface }) => sum + (surface === typed ? 1 : OTHER_FORM);
  const positions = await index.positions(word);
  return new Map([...positions].map(([place, row]) => [place, row.reduce(weigh, 0)]));
}

/** @param {Int32Array} places @param {Int32Array} often */
function toMap(places, often) {
  const map = new Map();
  places.forEach((place, n) => map.set(place, often[n]));
  return map;
}

/** The places where the words of a way follow one another. */
async function sequences(way, index) {
  const positions = await Promise.all(way.words.map((word) => index.positions(word)));
  const surfaces = way.words.map((word, n) =>
    way.exact ? word.surfaces.indexOf(way.exact[n]) : -1,
  );
  const fits = (word, n) => surfaces[n] < 0 || word.surface === surfaces[n];
  const found = new Map();
  for (const [place, row] of positions[0]) {
    const rows = positions.map((map) => map.get(place));
    if (!rows.every(Boolean)) continue;
    const starts = row.filter(
      (first) =>
        fits(first, 0) &&
        rows.every((words, n) => words.some((word) => word.at === first.at + n && fits(word, n))),
    );
    if (starts.length) found.set(place, starts.length);
  }
  return found;
}

/**
 * How close the words of a query stand in each place with more than one of them: 1 if they follow
 * one another as typed, less the further apart. Very common words are left out of account.
 */
async function closeness(units, index, masks) {
  const words = units.map((unit) => unit.ways.find((way) => way.words?.length === 1)?.words[0]);
  const counted = words.map((word) => (word && word.places <= MOST_POSITIONS ? word : null));
  if (counted.filter(Boolean).length < 2) return () => 0;
  const positions = await Promise.all(
    counted.map((word) => (word ? index.positions(word) : new Map())),
  );
  return (place) => {
    const rows = positions.map((map) => (map.get(place) ?? []).map(({ at }) => at));
    let pairs = 0;
    let score = 0;
    for (let n = 0; n + 1 < rows.length; n++) {
      if (!rows[n].length || !rows[n + 1].length) continue;
      pairs++;
      let least = Infinity;
      for (const one of rows[n]) {
        for (const other of rows[n + 1]) {
          const gap = other - one;
          least = Math.min(least, gap > 0 ? gap : 1 - gap);
        }
      }
      score += 1 / Math.max(1, Math.sqrt(least));
    }
    return pairs ? score / (rows.length - 1) : 0;
  };
}

function rankArticle(article, index, state, allowed) {
  const { masks, scores, covers, sum, all, required, weights, close } = state;
  const [start, stop] = [index.first[article], index.first[article + 1]];
  let every = masks[start];
  let any = every > 0;
  for (let place = start + 1; place < stop; place++) {
    if (!masks[place]) continue;
    any = true;
    every = union(every, masks[place]);
  }
  if (!any || union(every, required) !== every) return null;
  const hits = [];
  for (let place = start + 1; place < stop; place++) {
    const own = masks[place];
    if ((!own && !masks[start]) || !allowed(place)) continue;
    if (!own && place !== start + 1) continue;
    if (union(union(own, masks[start]), required) !== union(own, masks[start])) continue;
    let title = 0;
    weights.forEach((weight, n) => {
      if (has(masks[start], n)) title += has(own, n) ? weight * 0.5 : weight;
    });
    const share = Math.min(1, (covers[place] + TITLE * title * 0.8) / sum);
    const base = scores[place] + TITLE * title;
    const whole = own === all;
    const score =
      base * (0.4 + 0.6 * share * share) * (whole ? 1.25 : 1) * (1 + 0.5 * close(place)) +
      (own ? 0 : -0.01);
    hits.push({ place, score, share, whole });
  }
  if (!hits.length) return null;
  hits.sort((a, b) => b.score - a.score || a.place - b.place);
  const best = hits[0];
  const kept = hits.filter((hit) => hit.score >= LEAST_OF_BEST * best.score && masks[hit.place]);
  const rest = kept.slice(1, 3).reduce((total, hit) => total + hit.score, 0);
  const [titled, present] = [shareOf(masks[start], weights, sum), shareOf(every, weights, sum)];
  const title = WHOLE_TITLE * sum * titled * titled * (1 + 0.5 * close(start));
  return {
    article,
    score: (best.score + 0.06 * rest) * (every === all ? 1.1 : 1) + title,
    whole: every === all,
    share: present >= LEAST_SHARE_OF_ARTICLE ? Math.max(best.share, present) : best.share,
    hits: kept.length ? kept : [best],
  };
}

/** How much of the query is in a mask. */
function shareOf(mask, weights, sum) {
  return weights.reduce((share, weight, n) => share + (has(mask, n) ? weight / sum : 0), 0);
}

/** Results with enough of the query; fewer are shown partly matched where some match wholly. */
function worthShowing(results) {
  const whole = results.some((result) => result.whole);
  const least = whole ? LEAST_SHARE_BESIDE_WHOLE : LEAST_SHARE;
  return results.filter((result) => result.whole || result.share >= least);
}

/** Topic pages whose own words hold the whole query, best first. */
function rankTopics(index, { masks, scores, all }) {
  if (!all) return [];
  const found = [];
  index.core.topics.forEach((_, topic) => {
    const at = index.first[index.articles + topic];
    if (union(masks[at], masks[at + 1]) === all) {
      found.push({ topic, score: scores[at] * 2 + scores[at + 1] });
    }
  });
  return found.sort((a, b) => b.score - a.score).map(({ topic }) => topic);
}

/** Masks hold up to 52 units, more than bitwise operators do. */
function has(mask, unit) {
  return Math.floor(mask / 2 ** unit) % 2 === 1;
}

function union(one, other) {
  if (one === other || !other) return one;
  if (!one) return other;
  if (one < 2 ** 31 && other < 2 ** 31) return (one | other) >>> 0;
  let mask = 0;
  for (let n = 0; n < 53; n++) if (has(one, n) || has(other, n)) mask += 2 ** n;
  return mask;
}
