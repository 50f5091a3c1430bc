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
 * after another as far apart as `offsets` says, or without these anywhere; `topic`: any of the
 * topic's names. Of `exact` words only the surface typed counts. What is held in a `further` way
 * adds to what is held in the others, of which the best counts.
 * @typedef {{weight: number, words?: Entry[], offsets?: number[], exact?: string[],
 *   topic?: number, further?: boolean}} Way
 */

/**
 * `times`: how often it is asked for.
 * @typedef {{text: string, ways: Way[], required: boolean, times: number}} Unit
 */

/**
 * `units` are asked for, articles that hold one of `without` are left out; `passed` words are not
 * looked for.
 * @typedef {{units: Unit[], without: Unit[], missing: string[], passed: number,
 *   corrected: [typed: string, meant: string][], beginnings: [typed: string, count: number][],
 *   topics: number[]}} Query
 */

/**
 * Parts of a query that are one unit, from `index` to before `stop`: written as one word (`form`),
 * an amount, what has the abbreviation `short`, or the name of a topic, of which `phrase` is typed.
 * @typedef {{index: number, stop: number, form?: string, amount?: boolean, topic?: number,
 *   phrase?: string, short?: string}} Group
 */

/** @typedef {{typing?: boolean, literal?: boolean, known?: boolean}} Options */

const STOP = new Set(
  (
    "a about after all also am an and any are as at be because been before being between both " +
    "but by can could did do does doing for from had has have having he her hers him his how i if " +
    "in into is it its me more most my of off on or our ours out over shall she should so some such " +
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
/** Words that are looked up, each a file at worst; of a longer query the longest, as the rarest. */
const MOST_WORDS = 22;
/** Once so many words are nowhere, no more of them are compared with others. */
const MOST_UNKNOWN = 3;
const SAME_BEGINNING = 5; // letters of words that stand in one file
const RELATIVE = 0.5;
/** The least worth of a way in which a passage surely holds what is asked for. */
export const SURE = 0.7;

/**
 * @param {string} text
 * @param {Index} index
 * @param {Options} [options] `typing`: the last word may be unfinished; `literal`: words are not
 *   corrected
 * @returns {Promise<Query>}
 */
export async function understand(text, index, options = {}) {
  const { open, phrases, without } = readSyntax(text);
  /** @type {Query} */
  const query = {
    units: [],
    without: [],
    missing: [],
    passed: 0,
    corrected: [],
    beginnings: [],
    topics: [],
  };
  const literal = await Promise.all(phrases.map((phrase) => literally(phrase, index)));
  query.units = literal.filter((unit) => unit.text);
  query.missing = query.units.filter((unit) => !unit.ways.length).map((unit) => unit.text);
  query.without = await leftOut(without, index);
  const parts = splitParts(open);
  if (!parts.length) return { ...query, topics: await topicsOf(text, index) };
  const further = furtherForms(open, parts);
  const { kept, passed } = keptParts(parts, further);
  query.passed = passed;
  const coded = await codedIn(parts, further, index);
  const entries = await Promise.all(
    parts.map((part, n) => (kept[n] && !coded.has(n) ? index.entry(part.form) : undefined)),
  );
  const keys = keysOf(parts, entries);
  const names = namesIn(parts, entries, index);
  query.topics = names.cards;
  /** @type {Map<number, string>} */
  const asOne = new Map();
  let joins = false;
  for (let at = 0; at < parts.length;) {
    if (isOr(parts, at)) joins = query.units.length > 0;
    const name = names.units.find((unit) => unit.index === at);
    const amount = further.find((form) => form.index === at && form.amount);
    const long = name || amount ? null : longFormAt(keys, entries, at);
    const plain =
      name || amount || long ? null : await pairAt(parts, entries, further, kept, at, index, asOne);
    /** @type {Group} */
    const group = name ?? amount ?? long ?? plain ?? { index: at, stop: at + 1 };
    const last = group.stop === parts.length && !/[^\p{L}\p{M}\p{N}]$/u.test(open);
    const together = group.stop > at + 1 && !passed;
    if (together || name || kept.slice(at, group.stop).some(Boolean)) {
      const typing = Boolean(options.typing && last);
      const context = { text: open, parts, further, entries, index, query };
      const unit = await unitOf(group, context, { ...options, typing });
      const form = group.stop === at + 1 ? asOne.get(at) : undefined;
      const one = form === undefined ? undefined : await index.entry(form);
      if (one) unit.ways.push({ weight: 1, words: [one] });
      add(unit, joins, query);
      joins = false;
    }
    at = group.stop;
  }
  query.topics = await withCorrected(query, text, index);
  return query;
}

/**
 * Take what is written as a sign out of a query: phrases in quotation marks, and words that are
 * not to be there (`-word`, `NOT word`).
 * @param {string} text
 */
function readSyntax(text) {
  /** @type {string[]} */
  const phrases = [];
  /** @type {string[]} */
  const without = [];
  const open = text
    .replace(
      /(^|\s)(?:NOT\s+|[-\u2212])(?:["“”„«»]([^"“”„«»]+)["“”„«»]|(?=[\p{L}\p{N}])(\S+))/gu,
      (_, before, phrase, word) => {
        without.push(phrase ? `"${phrase}"` : word);
        return `${before};`;
      },
    )
    .replace(/["“”„«»]([^"“”„«»]+)["“”„«»]/g, (_, phrase) => {
      phrases.push(phrase);
      return " ; ";
    });
  return { open, phrases, without };
}

/** Whether a part is the OR between two others. @param {Part[]} parts @param {number} at */
function isOr(parts, at) {
  return parts[at].surface === "OR" && at > 0 && at + 1 < parts.length;
}

/** What is left out, in the ways that are sure; a word that is nowhere leaves nothing out.
 *  @param {string[]} texts @param {Index} index */
async function leftOut(texts, index) {
  const queries = await Promise.all(
    texts.map((text) => understand(text, index, { literal: true })),
  );
  return queries
    .flatMap(({ units }) => units)
    .map((unit) => ({ ...unit, ways: unit.ways.filter(({ weight }) => weight >= SURE) }));
}

/**
 * Add a unit to a query: to the one before if OR joins them; a word that comes again counts again.
 * @param {Unit} unit @param {boolean} joins @param {Query} query
 */
function add(unit, joins, query) {
  const before = query.units.at(-1);
  if (joins && before) {
    const ways = [...before.ways, ...unit.ways];
    if (ways.length) query.missing = query.missing.filter((text) => text !== before.text);
    query.units[query.units.length - 1] = {
      ...before,
      text: `${before.text} OR ${unit.text}`,
      ways,
    };
    return;
  }
  const key = (/** @type {Unit} */ { ways: [way] }) =>
    way?.words?.map((word) => word.key).join(" ");
  const same = unit.ways.length && query.units.find((each) => key(each) && key(each) === key(unit));
  if (same) same.times += 1;
  else query.units.push(unit);
  if (!unit.ways.length && !query.missing.includes(unit.text)) query.missing.push(unit.text);
}

/**
 * Which words carry the meaning; if all are small words, all do. The currency of an amount counts
 * among the small words: $500bn, USD 500 billion and 500 billion dollars are one. `passed` is how
 * many of a long query are passed over.
 * @param {Part[]} parts
 * @param {import("./tokens.js").Further[]} further
 */
function keptParts(parts, further) {
  const amounts = further.filter((form) => form.amount);
  const kept = parts.map(({ form }, n) => {
    const beside = amounts.some(({ index, stop }) => index === n + 1 || stop === n);
    return !STOP.has(form) && !(beside && CURRENCIES.has(form));
  });
  if (!kept.some(Boolean)) kept.fill(true);
  const forms = [...new Set(parts.filter((_, n) => kept[n]).map(({ form }) => form))];
  const longest = new Set(forms.sort((a, b) => b.length - a.length).slice(0, MOST_WORDS));
  return {
    kept: kept.map((keep, n) => keep && longest.has(parts[n].form)),
    passed: forms.length - longest.size,
  };
}

/**
 * The parts of codes that the texts have (F-35): by themselves they need not be looked up, since
 * `F 35` is indexed as one too.
 * @param {Part[]} parts @param {import("./tokens.js").Further[]} further @param {Index} index
 */
async function codedIn(parts, further, index) {
  const codes = further.filter(
    ({ index: at, stop, amount }) =>
      !amount &&
      stop === at + 2 &&
      !parts[at].number &&
      parts[at].form.length <= LONGEST_CODE &&
      parts[at + 1].number &&
      !(parts[stop]?.joint ?? null),
  );
  const found = await Promise.all(codes.map(({ form }) => index.entry(form)));
  return new Set(
    codes.filter((_, n) => found[n]?.places).flatMap(({ index: at }) => [at, at + 1]),
  );
}

/** @param {string} phrase @param {Index} index @returns {Promise<Unit>} */
async function literally(phrase, index) {
  const parts = splitParts(phrase);
  const found = await Promise.all(parts.map((part) => index.entry(part.form)));
  const exact = parts.map((part) => part.form);
  const words = found.filter((entry, n) => entry?.surfaces.includes(exact[n]));
  const there = parts.length && words.length === parts.length;
  const ways = there
    ? [{ weight: 1, words: present(words), offsets: [...exact.keys()], exact }]
    : [];
  return { text: parts.length ? `“${phrase.trim()}”` : "", ways, required: true, times: 1 };
}

/** Those of some words that are in the dossier. @param {(Entry | undefined)[]} entries */
function present(entries) {
  return entries
    .filter((entry) => entry !== undefined && entry.places > 0)
    .map((entry) => /** @type {Entry} */ (entry));
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
  const { named, searched } = phrasesOf(index);
  /** @type {(Group & {topic: number})[]} */
  const units = [];
  /** @type {Map<number, number>} */
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
        if (isName) {
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
 * The words from a place on that an abbreviation stands for, as the articles explain it. One that
 * is written as a word (NO, ACT) is not taken for it.
 * @param {string[]} keys
 * @param {(Entry | undefined)[]} entries
 * @param {number} at
 * @returns {Group | null}
 */
function longFormAt(keys, entries, at) {
  for (const [short, long, word] of entries[at]?.names ?? []) {
    const stop = at + long.split(" ").length;
    if (keys.slice(at, stop).join(" ") === long) {
      return { index: at, stop, ...(word ? {} : { short }) };
    }
  }
  return null;
}

/**
 * What topics are called, and what they are searched by besides.
 * @param {Index} index
 */
function phrasesOf(index) {
  /** @type {Map<string, number[]>} */
  const named = new Map();
  /** @type {Map<string, number[]>} */
  const searched = new Map();
  const put = (/** @type {Map<string, number[]>} */ map, /** @type {string} */ phrase, topic = 0) =>
    map.set(phrase, [...(map.get(phrase) ?? []), topic]);
  index.core.topics.forEach((topic, number) => {
    for (const phrase of new Set(topic.terms)) put(named, phrase, number);
    for (const phrase of new Set(topic.keywords)) put(searched, phrase, number);
  });
  return { named, searched };
}

/**
 * Words that belong together: joined by a hyphen, or found in the texts written as one though
 * not each by itself (`semi conductor`), or with a number (`f 35`). Those found both ways
 * (`high speed`) are asked for one by one; `asOne` hears how they are written as one.
 * @param {Part[]} parts
 * @param {(Entry | undefined)[]} entries
 * @param {import("./tokens.js").Further[]} further
 * @param {boolean[]} kept
 * @param {number} at
 * @param {Index} index
 * @param {Map<number, string>} asOne
 * @returns {Promise<Group | null>}
 */
async function pairAt(parts, entries, further, kept, at, index, asOne) {
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
    const form = row.map((part) => part.form).join("");
    const letters = row.every((part) => !part.number);
    if (inside || (letters && length > 2 && form.length > 6)) continue;
    const near = row[0].form.length < SAME_BEGINNING || index.together(row[0].form, form);
    if ((letters && !near) || !(await index.entry(form))?.places) continue;
    if (!letters || !row.every((_, n) => entries[at + n]?.places)) {
      return { index: at, stop: at + length, form };
    }
    row.forEach((_, n) => asOne.set(at + n, form));
    return null;
  }
  return null;
}

/**
 * @param {Group} group
 * @param {{text: string, parts: Part[], further: import("./tokens.js").Further[],
 *   entries: (Entry | undefined)[], index: Index, query: Query}} context
 * @param {Options} options
 * @returns {Promise<Unit>}
 */
async function unitOf(group, { text, parts, further, entries, index, query }, options) {
  const row = parts.slice(group.index, group.stop);
  const words = entries.slice(group.index, group.stop);
  /** @type {Unit} */
  const unit = {
    text: text.slice(row[0].start, row[row.length - 1].end),
    required: false,
    ways: [],
    times: 1,
  };
  const topic = group.topic === undefined ? null : index.core.topics[group.topic];
  const isWord = Boolean(topic?.words.includes(group.phrase ?? ""));
  const literal = isWord ? 0.5 : 1;
  if (topic) unit.ways.push({ weight: isWord ? 1 : SURE, topic: group.topic });
  if (row.length === 1 && !group.amount) {
    const more = await waysOfWord(row[0], words[0], index, { ...options, known: !!topic }, query);
    unit.ways.push(...more.map((way) => ({ ...way, weight: way.weight * literal })));
    return unit;
  }
  const joined = await index.entry(group.form ?? row.map((part) => part.form).join(""));
  if (joined?.places) unit.ways.push({ weight: literal, words: [joined] });
  const short = group.short && (await index.entry(group.short));
  if (short && short.places) unit.ways.push({ weight: 0.8, words: [short] });
  // Small words in between only keep the others apart.
  const offsets = [...row.keys()].filter((n) => words[n] || !STOP.has(row[n].form));
  const there = present(offsets.map((n) => words[n]));
  if (there.length && there.length === offsets.length) {
    unit.ways.push({ weight: literal, words: there, offsets });
    const loose = row.every((part) => part.number || part.form.length > LONGEST_CODE);
    const amount = group.amount || row.every((part) => part.number);
    const code = row.some((part) => part.number) && !loose;
    if (!code && !amount) unit.ways.push({ weight: 0.6 * literal, words: there });
  }
  // Of an identifier also the parts that are one: eth_sendRawTransaction, RawTransaction.
  const letters = row.every((part) => !part.number);
  const inside = further.filter(
    ({ index: first, stop, amount }) =>
      row.length > 2 && letters && !amount && first >= group.index && stop <= group.stop,
  );
  for (const { form, index: first, stop } of inside) {
    const one = form === group.form ? [] : present([await index.entry(form)]);
    const weight = (0.5 * (stop - first)) / row.length;
    if (one.length) unit.ways.push({ weight, words: one, further: true });
  }
  if (!unit.ways.length && letters) {
    // A compound that is nowhere, of words of which some may be: take them one by one.
    for (const [n, part] of row.entries()) {
      const more = await waysOfWord(part, words[n], index, options, query);
      unit.ways.push(...more.map((way) => ({ ...way, weight: way.weight / row.length })));
    }
  }
  return unit;
}

/**
 * @param {Part} part
 * @param {Entry | undefined} entry
 * @param {Index} index
 * @param {Options} options
 * @param {Query} query
 * @returns {Promise<Way[]>}
 */
async function waysOfWord(part, entry, index, options, query) {
  const word = part.form;
  if (!index.core.words.length) return [];
  const near = part.number ? [] : relatives(word, await index.alike(word));
  const others = await entriesOf(distinct(near, entry), index);
  const long = await longForms(part, entry, index);
  const written = CLIPPED.get(word);
  const whole = written && (await index.entry(written));
  if (whole && whole.places) {
    if (!entry?.places) return [{ weight: 1, words: [whole] }];
    others.push(whole);
  }
  if (entry?.places) {
    // Typed in capitals, and a word otherwise: the texts' small letters are not told apart.
    const isShort =
      long.length && entry.names.some(([short, , isWord]) => isWord && short === entry.key);
    return [
      { weight: isShort ? 0.3 : 1, words: [entry] },
      ...(isShort ? long.map((way) => ({ ...way, weight: 1 })) : long),
      ...others.map((other) => ({ weight: RELATIVE, words: [other], further: true })),
    ];
  }
  if (long.length) return long;
  const split = part.number ? null : await splitWord(word, index);
  if (split)
    return [
      { weight: 1, words: split, offsets: [0, 1] },
      { weight: 0.5, words: split },
    ];
  if (others.length && !options.literal) {
    return others.map((other) => ({ weight: SURE, words: [other] }));
  }
  if (options.typing && word.length >= LEAST_BEGINNING) {
    const complete = await index.completions(word);
    if (complete.length) {
      query.beginnings.push([part.surface, complete.length]);
      const often = complete.sort((a, b) => b.count - a.count).slice(0, MOST_COMPLETIONS);
      return (await entriesOf(often, index)).map((other) => ({ weight: 0.8, words: [other] }));
    }
  }
  if (options.literal || options.known) return [];
  if (!likelyErrors(word) || query.missing.length >= MOST_UNKNOWN) return [];
  if (await isEnglish(word, index)) return [];
  const meant = await correct(word, index);
  const found = meant && (await index.entry(meant));
  if (!found || !found.places) return [];
  query.corrected.push([part.surface, meant]);
  return [{ weight: 1, words: [found] }];
}

/** Those of some words that are another's key, one for each. @param {Entry[]} near
 *  @param {Entry | undefined} entry */
function distinct(near, entry) {
  const keys = new Set([entry?.key]);
  return near.filter(({ key }) => !keys.has(key) && keys.add(key));
}

/**
 * @param {{word: string}[]} words words of the index
 * @param {Index} index
 */
async function entriesOf(words, index) {
  return present(await Promise.all(words.map(({ word }) => index.entry(word))));
}

/**
 * What an abbreviation stands for, written out. One that is a word otherwise (NO, ACT) is one only
 * in capitals.
 * @param {Part} part
 * @param {Entry | undefined} entry
 * @param {Index} index
 * @returns {Promise<Way[]>}
 */
async function longForms(part, entry, index) {
  /** @type {Way[]} */
  const ways = [];
  const capitals = part.surface === part.surface.toUpperCase();
  for (const [short, long, word] of entry?.names ?? []) {
    if (short !== entry?.key || (word && !capitals)) continue;
    const row = long.split(" ");
    const offsets = [...row.keys()].filter((n) => !STOP.has(row[n]));
    const words = present(await Promise.all(offsets.map((n) => index.entry(row[n]))));
    if (words.length === offsets.length) ways.push({ weight: 0.8, words, offsets });
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

/**
 * Whether one word directly follows another anywhere.
 * @param {Entry} first @param {Entry} second @param {Index} index
 */
async function meet(first, second, index) {
  const [one, other] = await Promise.all([index.positions(first), index.positions(second)]);
  for (const [place, row] of one) {
    const next = other.get(place);
    if (next && row.some(({ at }) => next.some((word) => word.at === at + 1))) return true;
  }
  return false;
}

/**
 * Topics to show once misspelt words are read as they were meant.
 * @param {Query} query @param {string} text @param {Index} index
 */
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
    if (unit.stop - unit.index === 1 && own) own.ways.push({ weight: SURE, topic: unit.topic });
  }
  return cards;
}

/** @param {string} text @param {Index} index */
async function topicsOf(text, index) {
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
