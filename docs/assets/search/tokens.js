/**
 * Cuts a query, or a text to be marked, into tokens: the same way as
 * hooks/dossier/search/tokens.py cuts the texts that are indexed. tests/browser/tokens.yml holds
 * both to the same results.
 */

const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/gu;
const ACCENT = /[\u0300-\u036f]+/gu;
/** @type {Record<string, string>} */
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", þ: "th" };
const UNPARTED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}";
const PART = new RegExp(
  "(?:\\p{Lu}\\.){2,}(?:\\p{Lu}(?!\\p{L}))?" +
    "|\\p{N}+(?:[.,]\\p{N}+)*" +
    `|[${UNPARTED}]` +
    `|(?:(?![${UNPARTED}ʼ])\\p{L}[\\p{M}\\u00AD\\u200B-\\u200D\\u2060]*)+`,
  "gu",
);
const JOINT = /^(?:\p{Pd}|[\u2212\u00AD/&+'’ʼ._])?$/u;
const PIECE = /\p{Lu}*\P{Lu}+|\p{Lu}+/gu;
const GROUPED = /^[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}(?:\.[0-9]+)?$/;
const AMOUNT = /^([0-9]+)(?:\.([0-9]+))?$/;
const PERCENT = /^(?:\s*%|[\s\p{Pd}]?per\s?cent(?!\p{L}))/iu;
const AMPERSAND = /^\s?&\s?$/;
const NEAR = /^(?:\s|\p{Pd})?$/u;
const LONGEST_JOIN = 4;
export const LONGEST_CODE = 3;
const LEAST_AMOUNT = 3;
const CURRENCIES = new Set(["usd", "us", "inr", "rs", "eur", "gbp"]);
const MAGNITUDES = new Map(
  Object.entries({
    "thousand k": 3,
    "lakh lakhs": 5,
    "million mn m": 6,
    "crore crores cr": 7,
    "billion bn b": 9,
    "trillion tn trn": 12,
  }).flatMap(([words, power]) =>
    words.split(" ").map((word) => /** @type {const} */ ([word, power])),
  ),
);

/**
 * A word or number as it stands in a text. `joint` is what joins it to the one before, null where
 * something parts them.
 * @typedef {{start: number, end: number, surface: string, form: string, number: boolean,
 *   joint: string | null}} Part
 */

/**
 * A further form of the parts from `index` to before `stop`: a compound written as one word, or
 * an amount.
 * @typedef {{index: number, stop: number, form: string, amount: boolean}} Further
 */

/**
 * Lower case without accents, ligatures and invisible characters.
 * @param {string} text
 */
export function fold(text) {
  return text
    .replace(INVISIBLE, "")
    .toLowerCase()
    .normalize("NFKD")
    .replace(ACCENT, "")
    .normalize("NFC")
    .replace(/[ßæœøđðłıþ]/gu, (letter) => LETTERS[letter]);
}

/**
 * The words and numbers of a text, in order; a possessive 's is left out.
 * @param {string} text
 * @returns {Part[]}
 */
export function splitParts(text) {
  /** @type {Part[]} */
  const parts = [];
  let end = 0;
  for (const [start, surface] of surfaces(text)) {
    const gap = text.slice(end, start);
    end = start + surface.length;
    if (/^s$/i.test(surface) && parts.length && /^['’ʼ]$/.test(gap)) continue;
    const number = /^\p{N}/u.test(surface);
    const plain = GROUPED.test(surface) ? surface.replaceAll(",", "") : surface;
    parts.push({
      start,
      end,
      surface,
      form: fold(number ? plain : surface.replaceAll(".", "")),
      number,
      joint: parts.length && JOINT.test(gap) ? gap : null,
    });
  }
  return parts;
}

/**
 * The words and numbers of a text, with their places; an identifier in its pieces.
 * @param {string} text
 * @returns {[start: number, surface: string][]}
 */
function surfaces(text) {
  return [...text.matchAll(PART)].flatMap((found) => {
    let start = found.index;
    return piecesOf(found[0]).map((piece) => {
      const at = start;
      start += piece.length;
      return /** @type {[number, string]} */ ([at, piece]);
    });
  });
}

/**
 * `sendRawTransaction` in three; names (McDonald, iPhone, YouTube) as they are.
 * @param {string} word
 */
function piecesOf(word) {
  if (!/^\p{L}+$/u.test(word)) return [word];
  const pieces = word.match(PIECE) ?? [word];
  const last = pieces[pieces.length - 1];
  const identifier =
    pieces.length > 2 || (pieces.length > 1 && /^\p{Ll}/u.test(word) && last.length > 2);
  return identifier && pieces.every((piece) => piece.length > 1) ? pieces : [word];
}

/**
 * The compounds, amounts and initials (`l&t` for Larsen & Toubro) among the parts of a text.
 * @param {string} text
 * @param {Part[]} parts
 * @returns {Further[]}
 */
export function furtherForms(text, parts) {
  return parts.flatMap((_, index) => {
    const found = [amountAt(text, parts, index), initialsAt(text, parts, index)];
    return [...joinsAt(parts, index), ...found.filter((form) => form !== null)];
  });
}

/** @param {Part[]} parts @param {number} index @returns {Further[]} */
function joinsAt(parts, index) {
  const first = parts[index];
  /** @type {Further[]} */
  const found = [];
  let joined = first.form;
  let stop = index + 1;
  for (; stop < Math.min(index + LONGEST_JOIN, parts.length); stop++) {
    const part = parts[stop];
    if (part.joint === null) break;
    const numbers = parts[stop - 1].number && part.number;
    joined += (numbers || part.joint === "&" ? part.joint : "") + part.form;
    found.push({ index, stop: stop + 1, form: joined, amount: false });
  }
  const next = parts[index + 1];
  const upper = first.surface === first.surface.toUpperCase() && /\p{Lu}/u.test(first.surface);
  const code = upper && first.form.length <= LONGEST_CODE;
  if (code && next?.number && next.start === first.end + 1 && next.joint === null) {
    found.push({ index, stop: index + 2, form: first.form + next.form, amount: false });
  }
  return found;
}

/** @param {string} text @param {Part[]} parts @param {number} index @returns {Further | null} */
function initialsAt(text, parts, index) {
  const [one, other] = parts.slice(index, index + 2);
  const name = (/** @type {Part | undefined} */ part) =>
    part !== undefined && part.form.length > 1 && /^\p{Lu}/u.test(part.surface);
  if (!name(one) || !name(other)) return null;
  if (!AMPERSAND.test(text.slice(one.end, other.start))) return null;
  const form = `${[...one.form][0]}&${[...other.form][0]}`;
  return { index, stop: index + 2, form, amount: false };
}

/** @param {string} text @param {Part[]} parts @param {number} index @returns {Further | null} */
function amountAt(text, parts, index) {
  const part = parts[index];
  const digits = part.form.match(AMOUNT);
  const code = part.joint !== null && !CURRENCIES.has(parts[index - 1].form);
  if (!part.number || !digits || code) return null;
  const percent = text.slice(part.end).match(PERCENT);
  if (percent) {
    const end = part.end + percent[0].length;
    let stop = index + 1;
    while (stop < parts.length && parts[stop].end <= end) stop++;
    return { index, stop, form: `${part.form}%`, amount: true };
  }
  let power = 0;
  let { end } = part;
  let stop = index + 1;
  for (; stop < Math.min(index + 3, parts.length); stop++) {
    const word = parts[stop];
    if (!MAGNITUDES.has(word.form) || !NEAR.test(text.slice(end, word.start))) break;
    power += MAGNITUDES.get(word.form) ?? 0;
    ({ end } = word);
  }
  const fraction = digits[2] ?? "";
  const mantissa = (digits[1] + fraction).replace(/^0+/, "");
  const short = mantissa.replace(/0+$/, "");
  const exponent = power - fraction.length + mantissa.length - short.length;
  if (!short || (!power && exponent < LEAST_AMOUNT)) return null;
  return { index, stop, form: `${short}e${exponent}`, amount: true };
}
