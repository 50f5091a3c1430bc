/**
 * A query → the units that it is made of, each with the ways in which a passage may hold it.
 * Only words are looked up here, no passage.
 */

import { fold, furtherForms, LONGEST_CODE, splitParts } from "./tokens.js";
import { correct, isEnglish, likelyErrors, likeness, relatives } from "./spelling.js";

/** @typedef {import("./index.js").Entry} Entry */
/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./tokens.js").Part} Part */

/**
 * A way in which a passage may hold a unit, and what that is worth. `words`: these words, one
 * after another (`adjacent`), or anywhere; `topic`: any of the topic's names. Of `exact` words only
 * the surface typed counts.
 * @typedef {{weight: number, words?: Entry[], adjacent?: boolean, exact?: string[],
 *   topic?: number}} Way
 */

/** @typedef {{text: string, ways: Way[], required: boolean}} Unit */

/**
 * @typedef {{units: Unit[], missing: string[], corrected: [typed: string, meant: string][],
 *   beginnings: [typed: string, count: number][], topics: number[]}} Query
 */

const STOP = new Set(
  (
    "a about after all also am an and any are as at be because been before being between both but " +
    "by can could did do does doing for from had has have having he her hers him his how i if in " +
    "into is it its me more most my of off on or our ours out over shall she should so some such " +
    "than that the their theirs them then there these they this those through to too under until " +
    "up very was we were what when where which while who whom whose why will with would you your"
  ).split(" "),
);
const CURRENCIES = new Set("usd us dollar dollars rs inr rupee rupees eur euro euros".split(" "));
/** Clipped words that people type and articles write out. */
const CLIPPED = new Map(
  Object.entries({
    tech: "technology",
    biotech: "biotechnology",
    govt: "government",
    dept: "department",
    intl: "international",
    telecom: "telecommunications",
    pharma: "pharmaceutical",
    semicon: "semiconductor",
    infra: "infrastructure",
  }),
);
const LONGEST_NAME = 9;
const LEAST_BEGINNING = 3;
const MOST_COMPLETIONS = 12;
const MOST_CARDS = 6;

/**
 * @param {string} text
 * @param {Index} index
 * @param {{typing?: boolean, literal?: boolean}} [options] `typing`: the last word may be
 *   unfinished; `literal`: words are not corrected
 * @returns {Promise<Query>}
 */
export async function understand(text, index, options = {}) {
  const query = {
    units: [],
    missing: [],
    corrected: [],
    beginnings: [],
    topics: [],
  };
  const open = text.replace(/["“”„«»]([^"“”„«»]+)["“”„«»]/g, (_, phrase) => {
    query.units.push(literally(phrase, index));
    return " ; ";
  });
  query.units = (await Promise.all(query.units)).filter((unit) => unit.text);
  query.missing.push(...query.units.filter((unit) => !unit.ways.length).map((unit) => unit.text));
  const parts = splitParts(open);
  if (!parts.length) return { ...query, topics: await topicsOf(text, [], index) };
  const further = furtherForms(open, parts);
  const entries = await Promise.all(parts.map((part) => index.entry(part.form)));
  const keys = keysOf(parts, entries);
  let at = 0;
  const kept = keptParts(parts, further);
  const names = namesIn(parts, entries, index);
  query.topics = names.cards;
  while (at < parts.length) {
    const name = names.units.find((unit) => unit.index === at);
    const amount = further.find((form) => form.index === at && form.amount);
    const long = name || amount ? null : longFormAt(keys, entries, at);
    const plain = name || amount || long ? null : await pairAt(parts, further, kept, at, index);
    const group = name ?? amount ?? long ?? plain ?? { index: at, stop: at + 1 };
    const last = group.stop === parts.length && !/[^\p{L}\p{M}\p{N}]$/u.test(open);
    if (group.stop > at + 1 || name || amount || kept[at]) {
      const typing = Boolean(options.typing && last);
      const unit = await unitOf(open, parts, entries, group, index, { ...options, typing }, query);
      query.units.push(unit);
      if (!unit.ways.length) query.missing.push(unit.text);
    }
    at = group.stop;
  }
  query.topics = await withCorrected(query, text, index);
  return query;
}

/**
 * Which words carry the meaning; if all are small words, all do. The currency of an amount counts
 * among the small words: $500bn, USD 500 billion and 500 billion dollars are one.
 * @param {Part[]} parts
 * @param {import("./tokens.js").Further[]} further
 */
function keptParts(parts, further) {
  const amounts = further.filter((form) => form.amount);
  const kept = parts.map(({ form }, n) => {
    const beside = amounts.some(({ index, stop }) => index === n + 1 || stop === n);
    return !STOP.has(form) && !(beside && CURRENCIES.has(form));
  });
  return kept.some(Boolean) ? kept : kept.map(() => true);
}

/** @param {string} phrase @param {Index} index @returns {Promise<Unit>} */
async function literally(phrase, index) {
  const parts = splitParts(phrase);
  const entries = await Promise.all(parts.map((part) => index.entry(part.form)));
  const exact = parts.map((part) => part.form);
  const there = entries.every((entry, n) => entry?.surfaces.includes(exact[n]));
  const ways = there && parts.length ? [{ weight: 1, words: entries, adjacent: true, exact }] : [];
  return { text: parts.length ? `“${phrase.trim()}”` : "", ways, required: true };
}

/**
 * The names of topics in a query: those that are units of their own, and all that deserve a card,
 * best first.
 * @param {Part[]} parts
 * @param {(Entry | undefined)[]} entries
 * @param {Index} index
 */
function namesIn(parts, entries, index) {
  const keys = keysOf(parts, entries);
  const { named, searched } = phrases(index);
  const units = [];
  const cards = new Map();
  for (let at = 0; at < parts.length; at++) {
    for (let stop = Math.min(parts.length, at + LONGEST_NAME); stop > at; stop--) {
      if (parts.slice(at, stop).every((part) => STOP.has(part.form) && parts.length > 1)) continue;
      const whole = at === 0 && stop === parts.length;
      const phrase = keys.slice(at, stop).join("");
      const worth = (stop - at) / parts.length + (whole ? 1 : 0);
      for (const topic of named.get(phrase) ?? []) {
        cards.set(topic, Math.max(cards.get(topic) ?? 0, 2 + worth));
        const isName = index.core.topics[topic].kind !== "theme";
        if (isName && (!units.length || units.at(-1).stop <= at)) {
          units.push({ index: at, stop, topic, phrase });
        }
      }
      for (const topic of searched.get(phrase) ?? []) {
        const theme = index.core.topics[topic].kind === "theme";
        if (theme && !whole) continue;
        cards.set(topic, Math.max(cards.get(topic) ?? 0, worth - (theme ? 0.5 : 0)));
      }
    }
  }
  const best = [...cards].sort((a, b) => b[1] - a[1]).map(([topic]) => topic);
  return { units, cards: best.slice(0, MOST_CARDS) };
}

/** @param {Part[]} parts @param {(Entry | undefined)[]} entries */
function keysOf(parts, entries) {
  return parts.map((part, n) => entries[n]?.key ?? part.form);
}

/**
 * The words from a place on that an abbreviation stands for, as the articles explain it.
 * @param {string[]} keys
 * @param {(Entry | undefined)[]} entries
 * @param {number} at
 */
function longFormAt(keys, entries, at) {
  for (const [short, long] of entries[at]?.names ?? []) {
    const stop = at + long.split(" ").length;
    if (keys.slice(at, stop).join(" ") === long) return { index: at, stop, short };
  }
  return null;
}

/** @type {WeakMap<Index, {named: Map<string, number[]>, searched: Map<string, number[]>}>} */
const known = new WeakMap();

/** What topics are called, and what they are searched by besides. @param {Index} index */
function phrases(index) {
  if (!known.has(index)) {
    const [named, searched] = [new Map(), new Map()];
    const add = (map, phrase, topic) => map.set(phrase, [...(map.get(phrase) ?? []), topic]);
    index.core.topics.forEach((topic, number) => {
      for (const phrase of new Set(topic.terms)) add(named, phrase, number);
      for (const phrase of new Set(topic.keywords)) add(searched, phrase, number);
    });
    known.set(index, { named, searched });
  }
  return known.get(index);
}

/** Words that belong together: joined by a hyphen, or found in the texts written as one. */
async function pairAt(parts, further, kept, at, index) {
  if (CURRENCIES.has(parts[at].form) && parts[at + 1]?.number) return null;
  const compound = further.filter((form) => form.index === at && !form.amount).at(-1);
  // F 35 is a code, GST 40 two words: which of them the texts tell.
  const apart = compound?.stop === at + 2 && parts[at + 1].joint === null;
  if (compound && (!apart || (await index.entry(compound.form))?.places)) return compound;
  for (const length of [3, 2]) {
    const row = parts.slice(at, at + length);
    const plain = row.length === length && row.every((part, n) => kept[at + n] || part.number);
    if (!plain) continue;
    const inside = further.some((form) => form.index > at && form.index < at + length);
    const joined = row.map((part) => part.form).join("");
    const letters = row.every((part) => !part.number);
    if (inside || (letters && length > 2 && joined.length > 6)) continue;
    if ((await index.entry(joined))?.places) return { index: at, stop: at + length, form: joined };
  }
  return null;
}

/**
 * @param {string} text
 * @param {Part[]} parts
 * @param {(Entry | undefined)[]} entries
 * @param {{index: number, stop: number, form?: string, amount?: boolean, topic?: number,
 *   phrase?: string, short?: string}} group
 * @param {Index} index
 * @param {{typing?: boolean, literal?: boolean}} options
 * @param {Query} query
 * @returns {Promise<Unit>}
 */
async function unitOf(text, parts, entries, group, index, options, query) {
  const row = parts.slice(group.index, group.stop);
  const words = entries.slice(group.index, group.stop);
  const unit = {
    text: text.slice(row[0].start, row.at(-1).end),
    required: false,
    ways: /** @type {Way[]} */ ([]),
  };
  const topic = group.topic === undefined ? null : index.core.topics[group.topic];
  const isWord = Boolean(topic?.words.includes(group.phrase));
  const literal = isWord ? 0.5 : 1;
  if (topic) unit.ways.push({ weight: isWord ? 1 : 0.7, topic: group.topic });
  if (row.length === 1 && !group.amount) {
    const more = await waysOfWord(row[0], words[0], index, { ...options, known: !!topic }, query);
    unit.ways.push(...more.map((way) => ({ ...way, weight: way.weight * literal })));
    return unit;
  }
  const joined = await index.entry(group.form ?? row.map((part) => part.form).join(""));
  if (joined?.places) unit.ways.push({ weight: literal, words: [joined] });
  const short = group.short && (await index.entry(group.short));
  if (short?.places) unit.ways.push({ weight: 0.8, words: [short] });
  if (words.every((entry) => entry?.places)) {
    unit.ways.push({ weight: literal, words, adjacent: true });
    const loose = row.every((part) => part.number || part.form.length > LONGEST_CODE);
    const amount = group.amount || row.every((part) => part.number);
    const code = row.some((part) => part.number) && !loose;
    if (!code && !amount) unit.ways.push({ weight: 0.6 * literal, words: withoutSmall(row, words) });
  }
  if (!unit.ways.length && !row.some((part) => part.number)) {
    // A compound that is nowhere, of words of which some may be: take them one by one.
    for (const [n, part] of row.entries()) {
      const more = await waysOfWord(part, words[n], index, options, query);
      unit.ways.push(...more.map((way) => ({ ...way, weight: way.weight / row.length })));
    }
  }
  return unit;
}

/** @param {Part[]} row @param {(Entry | undefined)[]} words */
function withoutSmall(row, words) {
  const kept = words.filter((_, n) => !STOP.has(row[n].form));
  return kept.length ? kept : words;
}

/**
 * @param {Part} part
 * @param {Entry | undefined} entry
 * @param {Index} index
 * @param {{typing?: boolean, literal?: boolean, known?: boolean}} options
 * @param {Query} query
 * @returns {Promise<Way[]>}
 */
async function waysOfWord(part, entry, index, options, query) {
  const word = part.form;
  if (!index.core.words.length) return [];
  const near = part.number ? [] : relatives(word, await index.alike(word));
  const others = await entriesOf(near.filter((other) => other.key !== entry?.key), index);
  const long = await longForms(entry, index);
  const written = CLIPPED.get(word);
  const whole = written && (await index.entry(written));
  if (whole?.places) others.push(whole);
  if (whole?.places && !entry?.places) return [{ weight: 1, words: [whole] }];
  if (entry?.places) {
    return [
      { weight: 1, words: [entry] },
      ...long,
      ...others.map((other) => ({ weight: 0.4, words: [other] })),
    ];
  }
  if (long.length) return long;
  const split = part.number ? null : await splitWord(word, index);
  if (split) return [{ weight: 1, words: split, adjacent: true }, { weight: 0.5, words: split }];
  if (others.length) return others.map((other) => ({ weight: 0.7, words: [other] }));
  if (options.typing && word.length >= LEAST_BEGINNING) {
    const complete = await index.completions(word);
    if (complete.length) {
      query.beginnings.push([part.surface, complete.length]);
      const often = complete.sort((a, b) => b.count - a.count).slice(0, MOST_COMPLETIONS);
      return (await entriesOf(often, index)).map((other) => ({ weight: 0.8, words: [other] }));
    }
  }
  if (options.literal || options.known) return [];
  if (!likelyErrors(word)) return [];
  const [typing, english] = await Promise.all([index.typing(), index.english()]);
  const meant = isEnglish(word, english) ? null : correct(word, typing);
  const found = meant && (await index.entry(meant));
  if (!found?.places) return [];
  query.corrected.push([part.surface, meant]);
  return [{ weight: 1, words: [found] }];
}

/** @param {{word: string}[]} words words of the index @param {Index} index */
function entriesOf(words, index) {
  return Promise.all(words.map(({ word }) => index.entry(word)));
}

/**
 * What an abbreviation stands for, written out.
 * @param {Entry | undefined} entry
 * @param {Index} index
 * @returns {Promise<Way[]>}
 */
async function longForms(entry, index) {
  const ways = [];
  for (const [short, long] of entry?.names ?? []) {
    if (short !== entry.key) continue;
    const words = await Promise.all(long.split(" ").map((word) => index.entry(word)));
    if (words.every((word) => word?.places)) ways.push({ weight: 0.8, words, adjacent: true });
  }
  return ways;
}

/** A word that the texts write as two: indopacific. @param {string} word @param {Index} index */
async function splitWord(word, index) {
  for (let at = 3; at <= word.length - 3; at++) {
    const [one, other] = [word.slice(0, at), word.slice(at)];
    if (word.length < 7 && !index.together(one, word)) continue;
    const first = await index.entry(one);
    if (!first?.surfaces.includes(one)) continue;
    const second = await index.entry(other);
    if (second?.surfaces.includes(other) && (await meet(first, second, index))) {
      return [first, second];
    }
  }
  return null;
}

/** Whether one word directly follows another anywhere. */
async function meet(first, second, index) {
  const [one, other] = await Promise.all([index.positions(first), index.positions(second)]);
  for (const [place, row] of one) {
    const next = other.get(place);
    if (next && row.some(({ at }) => next.some((word) => word.at === at + 1))) return true;
  }
  return false;
}

/** Topics to show once misspelt words are read as they were meant. */
async function withCorrected(query, text, index) {
  if (!query.corrected.length) return query.topics;
  let meant = text;
  for (const [typed, word] of query.corrected) meant = meant.replace(typed, word);
  const parts = splitParts(meant);
  const entries = await Promise.all(parts.map((part) => index.entry(part.form)));
  const { units, cards } = namesIn(parts, entries, index);
  for (const unit of units) {
    const word = parts[unit.index].form;
    const own = query.units.find((each) => each.ways.some((way) => way.words?.[0].word === word));
    if (unit.stop - unit.index === 1 && own) own.ways.push({ weight: 0.7, topic: unit.topic });
  }
  return cards;
}

async function topicsOf(text, entries, index) {
  const parts = splitParts(text);
  const found = await Promise.all(parts.map((part) => index.entry(part.form)));
  return namesIn(parts, found, index).cards;
}

/**
 * The topics whose names look most like a query that found nothing.
 * @param {string} text
 * @param {Index} index
 * @param {number} most
 */
export function nearestTopics(text, index, most = 5) {
  const wanted = splitParts(text)
    .map((part) => part.form)
    .filter((word) => !STOP.has(word));
  const scored = index.core.topics.map((topic, number) => {
    const words = [topic.title, ...topic.aliases].flatMap((name) => fold(name).split(/\s+/u));
    const best = wanted.map((word) => Math.max(...words.map((other) => likeness(word, other))));
    return { number, score: Math.max(0, ...best), theme: topic.kind === "theme" };
  });
  const near = scored.filter(({ score }) => score >= 0.4).sort((a, b) => b.score - a.score);
  const themes = scored.filter(({ theme }) => theme);
  return [...new Set([...near, ...themes].map(({ number }) => number))].slice(0, most);
}
