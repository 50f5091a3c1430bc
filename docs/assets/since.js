/**
 * Tells a reader who comes back what was added to the dossier since the last visit.
 *
 * What was there then is kept in this browser and nowhere else, and not where the reader has
 * switched that off. A visit is told from the next by a pause; it counts only where the reader
 * could see what is new: on the front page, on a theme and on the list of what is new.
 */

/**
 * The newest additions, newest first, `most` of them at the most: slugs, and how many passages each
 * has under each theme, by the theme's slug.
 * @typedef {{most: number, articles: [string, Record<string, number>][]}} Additions
 */
/** When a visit was, in milliseconds, and the slugs that were new then.
 * @typedef {{at: number, seen: string[]}} Visit */
/** @typedef {Visit & {before?: Visit}} Visits This visit, and the one before. */

const PAUSE = 4 * 60 * 60 * 1000; // milliseconds
const ROOT = new URL("../", import.meta.url);
const KEY = `dossier.visits:${ROOT.pathname}`; // a host may have several dossiers
const OFF = "off";

/**
 * The visits, once a page has been shown on which all of these are told.
 *
 * @param {Visits | null} known
 * @param {string[]} seen
 * @param {number} at
 * @returns {Visits}
 */
export function visited(known, seen, at) {
  if (!known) return { at, seen };
  const isNext = at - known.at > PAUSE;
  const before = isNext ? { at: known.at, seen: known.seen } : known.before;
  return before ? { at, seen, before } : { at, seen };
}

/**
 * Which of the newest additions a reader has not seen who saw others; of a full list those that
 * stand after all of these are no newer, but have moved up.
 *
 * @param {string[]} slugs
 * @param {string[]} seen
 * @param {number} most
 * @returns {string[]}
 */
export function added(slugs, seen, most) {
  const known = new Set(seen);
  const last = slugs.findLastIndex((slug) => known.has(slug));
  const end = seen.length < most || last < 0 ? slugs.length : last;
  return slugs.slice(0, end).filter((slug) => !known.has(slug));
}

/** What is kept: the visits, `OFF`, or nothing. @returns {Visits | "off" | null} */
function kept() {
  try {
    const text = localStorage.getItem(KEY);
    if (!text) return null;
    if (text === OFF) return OFF;
    const visits = JSON.parse(text);
    return Array.isArray(visits.seen) ? visits : null;
  } catch {
    return null; // nothing may be kept here, or what is kept is damaged
  }
}

/** @param {Visits | "off" | null} visits */
function keep(visits) {
  try {
    if (!visits) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, visits === OFF ? OFF : JSON.stringify(visits));
  } catch {
    // as above
  }
}

/** @param {number} at Milliseconds. */
function day(at) {
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(lang, { dateStyle: "medium" }).format(at); // 9 Oct 2025
}

/** Mark what belongs to some articles, for the eye and for the ear. @param {Set<string>} slugs */
function mark(slugs) {
  for (const element of document.querySelectorAll("[data-article], main .passage[id]")) {
    if (!(element instanceof HTMLElement)) continue;
    const slug = element.dataset.article ?? element.id.replace(/-p\d+$/, "");
    if (!slugs.has(slug)) continue;
    element.dataset.fresh = "";
    const said = document.createElement("span");
    said.className = "hidden";
    said.textContent = " New since your last visit";
    (element.querySelector(".from, :is(h2, li > a), a") ?? element).append(said);
  }
}

/**
 * Say how much is new, and lead to it.
 *
 * @param {HTMLElement} place
 * @param {string} what
 * @param {number} at
 */
function say(place, what, at) {
  const first = place.dataset.since && document.querySelector("main .passage[data-fresh]");
  const since = ` since your last visit, ${day(at)}`;
  const here = new URL("new/", ROOT);
  if (!what || (!first && location.pathname === here.pathname)) {
    place.textContent = (what || "Nothing new") + since;
    return;
  }
  const link = document.createElement("a");
  link.href = first ? `#${first.id}` : String(here);
  link.textContent = what;
  place.replaceChildren(link, since);
}

/** @param {HTMLElement} place */
async function tell(place) {
  const visits = kept();
  if (visits === OFF) return;
  const answer = await fetch(new URL("new/articles.json", ROOT));
  if (!answer.ok) return;
  /** @type {Additions} */
  const { most, articles } = await answer.json();
  const slugs = articles.map(([slug]) => slug);
  const next = visited(visits, slugs, Date.now());
  keep(next);
  if (!next.before) return;
  const fresh = new Set(added(slugs, next.before.seen, most));
  const theme = place.dataset.since;
  const rows = articles.filter(([slug]) => fresh.has(slug));
  const count = theme ? rows.reduce((sum, [, of]) => sum + (of[theme] ?? 0), 0) : rows.length;
  const noun = `${theme ? "passage" : "article"}${count === 1 ? "" : "s"}`;
  mark(fresh);
  const more = fresh.size === most ? " or more" : "";
  say(place, count ? `${count}${more} new ${noun}` : "", next.before.at);
}

/** Let a box say whether visits are remembered, and decide it. @param {HTMLInputElement} box */
function decide(box) {
  box.checked = kept() !== OFF;
  box.addEventListener("change", () => keep(box.checked ? null : OFF));
}

/** What a page needs when a reader arrives at it. */
function arrive() {
  const place = document.querySelector("[data-since]");
  if (place instanceof HTMLElement) tell(place);
  const box = document.querySelector("[data-since-switch]");
  if (box instanceof HTMLInputElement) decide(box);
}

if (globalThis.document) arrive(); // tests of the functions above have none
