/** What of a passage matched a query, and the part of it to show. */

import { furtherForms, splitParts } from "./tokens.js";

/** @typedef {import("./query.js").Unit} Unit */
/** @typedef {import("./index.js").ShownPassage} ShownPassage */
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
export function marks([, text, , mentions], units) {
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
    const wanted = way.words.map((word, n) => new Set(way.exact ? [way.exact[n]] : word.surfaces));
    if (way.adjacent) spans.push(...sequences(parts, wanted));
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

function sequences(parts, wanted) {
  const spans = [];
  for (let at = 0; at + wanted.length <= parts.length; at++) {
    if (wanted.every((forms, n) => forms.has(parts[at + n].form))) {
      spans.push([parts[at].start, parts[at + wanted.length - 1].end]);
    }
  }
  return spans;
}

/** Signs of currency and of per cent belong to an amount, though they are no words. */
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
  if (text.length <= MOST) return [0, text.length];
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

/**
 * An excerpt with its marks.
 * @param {ShownPassage} passage
 * @param {Unit[]} units
 * @returns {{nodes: (Node | string)[], words: string[]}} `words`: what is marked, each once
 */
export function excerpt(passage, units) {
  const text = passage[1];
  const spans = marks(passage, units);
  const [start, end] = shownPart(text, spans);
  const nodes = start > 0 ? ["… "] : [];
  let at = start;
  for (const [from, to] of spans) {
    if (from < start || to > end) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    nodes.push(text.slice(at, from), mark);
    at = to;
  }
  nodes.push(text.slice(at, end), ...(end < text.length ? [" …"] : []));
  return { nodes, words: [...new Set(spans.map(([from, to]) => text.slice(from, to)))] };
}
