/** The page /search/: the search with its state in the address. */

import { readState, Search, writeState } from "./search.js";

/** @type {Search | null} */
let search = null;
let typing = false;

/** @param {HTMLElement} root */
export async function mount(root) {
  if (search?.root === root) return;
  const start = root.parentElement.querySelector("[data-search-start]");
  typing = false;
  search = new Search(root, { facets: true, start, changed: remember });
  const state = readState(location.search);
  const typed = search.input.value;
  if (!state.q || !matchMedia("(hover: none)").matches) search.input.focus({ preventScroll: true });
  if (typed && typed !== state.q) await search.ask({ ...state, q: typed }, true);
  else await search.restore(state);
}

/** One entry of the history for each search, not for each key. */
function remember(state, settled) {
  const address = location.pathname + writeState(state);
  const same = location.pathname + location.search === address;
  if (!same && typing) history.replaceState(history.state, "", address);
  else if (!same) history.pushState(null, "", address);
  typing = !settled;
}

addEventListener("popstate", () => {
  typing = false;
  if (search?.root.isConnected) search.restore(readState(location.search));
});
