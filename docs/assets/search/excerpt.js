/** What of a passage matched a query, and the part of it to show. */

import { furtherForms, splitParts } from "./tokens.js";

/** @typedef {import("./query.js").Unit} Unit */
/** @typedef {import("./index.js").ShownPassage} ShownPassage */
/** @typedef {import("./tokens.js").Part} Part */
/** @typedef {[start: number, end: number]} Span in UTF-16 units, as JavaScript counts */

const MOST = 320;
const LEAD = 60;

/**
 * Where a passage's text holds a unit of the query, in whichever form; spans in order, none
 * overlapping another.
 * @param {ShownPassage} passage
 * @param {Unit[]} units
 * @returns {Span[]}
 */
export function marksOf([, text, , mentions], units) {
  const parts = splitParts(text);
  const further = furtherForms(text, parts);
  /** @type {Span[]} */
  const spans = [];
  for (const way of units.flatMap((unit) => unit.ways)) {
    if (way.topic !== undefined) {
      for (let n = 0; n < mentions.length; n += 3) {
        if (mentions[n] === way.topic) spans.push([mentions[n + 1], mentions[n + 2]]);
      }
      continue;
    }
    const wanted = (way.words ?? []).map(
      (word, n) => new Set(way.exact ? [way.exact[n]] : word.surfaces),
    );
    if (way.offsets) spans.push(...sequences(parts, wanted, way.offsets));
    else {
      for (const forms of wanted) {
        for (const part of parts) if (forms.has(part.form)) spans.push([part.start, part.end]);
        for (const { index, stop, form } of further) {
          if (forms.has(form)) spans.push(wholeAmount(text, parts, index, stop));
        }
      }
    }
  }
  return merged(spans);
}

/**
 * Where words stand as far apart as offsets say.
 * @param {Part[]} parts @param {Set<string>[]} wanted @param {number[]} offsets
 * @returns {Span[]}
 */
function sequences(parts, wanted, offsets) {
  /** @type {Span[]} */
  const spans = [];
  const [begin, end] = [offsets[0], offsets[offsets.length - 1]];
  for (let at = 0; at + end - begin < parts.length; at++) {
    if (wanted.every((forms, n) => forms.has(parts[at + offsets[n] - begin].form))) {
      spans.push([parts[at].start, parts[at + end - begin].end]);
    }
  }
  return spans;
}

/**
 * Signs of currency and of per cent belong to an amount, though they are no words.
 * @param {string} text @param {Part[]} parts @param {number} index @param {number} stop
 * @returns {Span}
 */
function wholeAmount(text, parts, index, stop) {
  const { start } = parts[index];
  const { end } = parts[stop - 1];
  const before = parts[index].number ? text.slice(0, start).match(/\p{Sc}\s?$/u) : null;
  const after = parts[stop - 1].number ? text.slice(end).match(/^\s?%/) : null;
  return [start - (before?.[0].length ?? 0), end + (after?.[0].length ?? 0)];
}

/** @param {Span[]} spans @returns {Span[]} */
function merged(spans) {
  /** @type {Span[]} */
  const kept = [];
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = kept.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else kept.push([start, end]);
  }
  return kept;
}

/**
 * The part of a text to show: all of a short one, of a long one where most marks stand together.
 * @param {string} text
 * @param {Span[]} spans
 * @returns {Span}
 */
export function shownPart(text, spans) {
  let best = 0;
  let most = -1;
  for (const [start] of spans) {
    const inside = spans.filter(([a, b]) => a >= start && b <= start + MOST - LEAD).length;
    if (inside > most) [best, most] = [start, inside];
  }
  let start = Math.max(0, Math.min(best - LEAD, text.length - MOST));
  let end = Math.min(text.length, start + MOST);
  if (start > 0) start = text.indexOf(" ", start) + 1 || start;
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
  return [start, end];
}
