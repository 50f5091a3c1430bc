/** The page /search/: the search with its state in the address. */

import { readState, Search, writeState } from "./search.js";

/** @typedef {import("./search.js").State} State */

/**
 * What of a search is kept in its entry of the history, beside the address.
 * @typedef {{shown: number, y: number}} Kept
 */

const REST = 150; // milliseconds without scrolling before the place is kept

/** @type {Search | null} */
let search = null;
let typing = false;

/** @param {HTMLElement} root */
export async function mount(root) {
  if (search?.root === root) return;
  const start = root.parentElement?.querySelector("[data-search-start]") ?? null;
  typing = false;
  search = new Search(root, {
    facets: true,
    start: /** @type {HTMLElement | null} */ (start),
    changed: remember,
  });
  history.scrollRestoration = "manual";
  root.addEventListener("click", keep, true);
  const state = readState(location.search);
  const typed = search.input.value;
  if (typed && typed !== state.q) await search.ask({ ...state, q: typed }, true);
  else await resume();
}

/** One entry of the history for each search, not for each key. @param {State} state
 *  @param {boolean} settled */
function remember(state, settled) {
  const address = location.pathname + writeState(state);
  const same = location.pathname + location.search === address;
  if (!same && typing && !settled) history.replaceState(history.state, "", address);
  else if (!same) history.pushState(null, "", address);
  typing = !settled;
}

/** Keep how many articles are shown and where the page stands, for the way back. */
function keep() {
  if (!search?.root.isConnected) return;
  /** @type {Kept} */
  const kept = { shown: search.shown, y: scrollY };
  history.replaceState({ ...history.state, ...kept }, "");
}

/** Show what the address says, as it was left. */
async function resume() {
  if (!search) return;
  const { shown, y } = /** @type {Partial<Kept>} */ (history.state ?? {});
  await search.restore(readState(location.search), shown);
  if (y !== undefined) scrollTo({ top: y, behavior: "instant" });
}

addEventListener("popstate", () => {
  typing = false;
  if (search?.root.isConnected) resume();
});
addEventListener("pagehide", keep);
let resting = 0;
addEventListener(
  "scroll",
  () => {
    clearTimeout(resting);
    resting = window.setTimeout(keep, REST);
  },
  { passive: true },
);
