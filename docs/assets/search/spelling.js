/** Which words of the dossier a reader may have meant by one that it does not have. */

/** @typedef {import("./index.js").Entry} Entry */
/** @typedef {Pick<import("./index.js").Index, "frequent" | "spelling">} Words */

const ENDINGS = new Set(
  (
    "s es d ed ing r rs er ers or ors ment ments al als ally ly ion ions ation ations ance ence " +
    "ity y ies ic ics ian n an ans ist ists ism able ive ship ships ness " +
    "man men woman women person persons"
  ).split(" "),
);
const LEAST_BASE = 5;
const LEAST_SHARED = 6;
const LEAST_FILTERED = 4;
const HASHES = 7;
const MOST_ENDINGS = 3;
/** Endings, and what the base has in their place. @type {Record<string, string[]>} */
const MADE_BY = {
  s: [""],
  es: [""],
  d: [""],
  ed: ["", "e"],
  er: ["", "e"],
  ers: ["", "e"],
  ing: ["", "e"],
  ly: [""],
  ies: ["y"],
  ied: ["y"],
  ily: ["y"],
  iness: ["y"],
  ness: [""],
};
const BEGINNINGS = "un in im il ir de re non dis mis over under pre anti sub inter counter".split(
  " ",
);
const MOST_RELATED = 8;

/**
 * The words made from the same base by an ending: procure, procurement; negotiator, negotiation.
 * @param {string} word
 * @param {Iterable<Entry>} entries
 */
export function relatives(word, entries) {
  const found = [];
  for (const entry of entries) {
    if (entry.count && entry.word !== word && related(word, entry.word)) found.push(entry);
  }
  return found.sort((a, b) => b.count - a.count).slice(0, MOST_RELATED);
}

/** @param {string} one @param {string} other */
export function related(one, other) {
  if (makes(one, other) || makes(other, one)) return true;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  return [same, same - 1].some(
    (base) =>
      base >= LEAST_SHARED && ENDINGS.has(one.slice(base)) && ENDINGS.has(other.slice(base)),
  );
}

/** Whether a word with an ending, which may stand in place of its last letter, is the one that is
 *  made: saxony, saxons. @param {string} word @param {string} made */
function makes(word, made) {
  return [word, word.replace(/[eyi]$/, "")].some(
    (base) =>
      base.length >= LEAST_BASE && made.startsWith(base) && ENDINGS.has(made.slice(base.length)),
  );
}

/**
 * Whether a word is one of English, which is not corrected though the dossier lacks it: one in a
 * filter (hooks/dossier/search/english.py makes it), or made of one by endings, or by what stands
 * before (depopulation). Of misspelt words one in fourteen seems to be.
 * @param {string} word
 * @param {Words} words
 */
export async function isEnglish(word, words) {
  const without = BEGINNINGS.filter(
    (beginning) => word.startsWith(beginning) && word.length >= beginning.length + LEAST_BASE,
  ).map((beginning) => word.slice(beginning.length));
  for (const each of [word, ...without]) {
    if (isBase(each, (await words.spelling(each)).english, MOST_ENDINGS)) return true;
  }
  return false;
}

/**
 * @param {string} word
 * @param {Uint8Array} filter
 * @param {number} endings how many it may have
 * @returns {boolean}
 */
function isBase(word, filter, endings) {
  if (word.length < LEAST_FILTERED) return false;
  if (isFiltered(word, filter)) return true;
  return endings > 0 && basesOf(word).some((base) => isBase(base, filter, endings - 1));
}

/** What a word may be made of: tariffs, of tariff. @param {string} word */
function basesOf(word) {
  return Object.entries(MADE_BY).flatMap(([ending, instead]) => {
    if (!word.endsWith(ending)) return [];
    const base = word.slice(0, word.length - ending.length);
    const single = instead.length > 1 && base.at(-1) === base.at(-2) ? [base.slice(0, -1)] : [];
    return [...instead.map((letters) => base + letters), ...single];
  });
}

/** @param {string} word @param {Uint8Array} filter */
function isFiltered(word, filter) {
  const first = hash(word, 0x811c9dc5);
  const step = (hash(word, 0x01000193) | 1) >>> 0;
  for (let turn = 0; turn < HASHES; turn++) {
    const at = (first + turn * step) % (8 * filter.length);
    if (!(filter[at >> 3] & (1 << (at & 7)))) return false;
  }
  return true;
}

/** FNV-1a, in 32 bits. @param {string} word @param {number} seed */
function hash(word, seed) {
  let value = seed;
  for (const byte of new TextEncoder().encode(word)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return value;
}

/**
 * What errors may cost that are likely in a word of this length. Words with digits are codes, which
 * are never corrected.
 * @param {string} word
 */
export function likelyErrors(word) {
  if (!/^\p{L}[\p{L}\p{M}]*$/u.test(word) || word.length < 4) return 0;
  return word.length < 8 ? 1 : 2;
}

/**
 * What was most likely meant by a misspelt word: of the words with its first letter, or of all
 * where one of the others may be likelier; of a word with an s at its end also without it.
 * @param {string} typed
 * @param {Words} words
 * @returns {Promise<string | null>}
 */
export async function correct(typed, words) {
  const own = nearest(typed, (await words.spelling(typed)).words);
  if (own && own.cost <= LEAST_ELSEWHERE) return own.word;
  const all = await words.frequent();
  const without = typed.endsWith("s") ? typed.slice(0, -1) : "";
  return (nearest(typed, all) ?? nearest(without, all))?.word ?? null;
}

/**
 * @param {string} typed @param {import("./index.js").Frequent} words
 * @returns {{word: string, cost: number} | null}
 */
function nearest(typed, words) {
  const most = likelyErrors(typed);
  const letters = [...typed].sort().join("");
  let best = null;
  for (let at = 0; at < words.length && most; at += 2) {
    const word = /** @type {string} */ (words[at]);
    if (Math.abs(word.length - typed.length) > 2 * most) continue;
    const errors = distance(typed, word, most);
    if (errors > most) continue;
    // In short words a changed letter makes another word; letters in the wrong order do not.
    const sorted = letters === [...word].sort().join("");
    if (typed.length < 5 && !sorted) continue;
    const first = typed[0] === word[0] ? 0 : OTHER_FIRST;
    if (first && typed.length < 6 && !sorted) continue;
    const often = Math.min(Math.log10(1 + Number(words[at + 1])) / 10, MOST_OFTEN);
    const cost = errors + first - often;
    if (cost < (best?.cost ?? Infinity)) best = { word, cost };
  }
  return best;
}

/** What slips cost that are more likely than others, which cost 1. */
const SWAPPED = 0.5;
const DOUBLED = 0.5;
const VOWEL = 0.75;
const VOWELS = new Set("aeiouy");
/** What it costs besides if the first letter is another, which is seldom typed wrong. */
const OTHER_FIRST = 0.8;
/** The most that it counts how often a word occurs. */
const MOST_OFTEN = 0.3;
/** So no word with another first letter is likelier than this. */
const LEAST_ELSEWHERE = SWAPPED + OTHER_FIRST - MOST_OFTEN;

/**
 * What it costs to turn one word into another by letters that are inserted, left out, changed or
 * exchanged with the next; more than `most` once it is known to be more.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
export function distance(one, other, most) {
  const width = other.length + 1;
  const alone = (/** @type {string} */ word, /** @type {number} */ at) =>
    at > 0 && word[at] === word[at - 1] ? DOUBLED : 1;
  /** @type {number[]} */
  let before = [];
  let last = [0];
  for (let j = 1; j < width; j++) last.push(last[j - 1] + alone(other, j - 1));
  for (let i = 1; i <= one.length; i++) {
    const row = [last[0] + alone(one, i - 1)];
    let least = row[0];
    for (let j = 1; j < width; j++) {
      const [a, b] = [one[i - 1], other[j - 1]];
      const changed = VOWELS.has(a) && VOWELS.has(b) ? VOWEL : 1;
      let value = Math.min(
        last[j] + alone(one, i - 1),
        row[j - 1] + alone(other, j - 1),
        last[j - 1] + (a === b ? 0 : changed),
      );
      if (a === other[j - 2] && one[i - 2] === b) {
        value = Math.min(value, before[j - 2] + SWAPPED);
      }
      row.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return least;
    [before, last] = [last, row];
  }
  return last[width - 1];
}

/**
 * How much two words share, from 0 to 1, by their pairs of letters.
 * @param {string} a
 * @param {string} b
 */
export function likeness(a, b) {
  const pairs = (/** @type {string} */ word) =>
    new Set([...` ${word}`].map((letter, n, all) => letter + (all[n + 1] ?? " ")));
  const [one, other] = [pairs(a), pairs(b)];
  const shared = [...one].filter((pair) => other.has(pair)).length;
  return (2 * shared) / (one.size + other.size);
}
