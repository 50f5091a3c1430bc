// On the page for a wrong address: searches for the words of the address.

import { Search } from "./search/search.js";

/**
 * The words that an address holds: `/names/vikram-misri.html` → `vikram misri`.
 *
 * @param {string} path
 * @returns {string}
 */
export function wordsOf(path) {
  let text = path;
  try {
    text = decodeURIComponent(path);
  } catch {
    // a broken escape; the address as it stands is the best there is
  }
  const folders = text.replace(/\.\w+$/, "").split("/");
  const last = folders.filter((part) => part && part !== "index").pop() ?? "";
  return last.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

const root = /** @type {HTMLElement} */ (document.querySelector("#lost"));
const search = new Search(root, { facets: false });
search.input.value = wordsOf(location.pathname);
search.ask({ q: search.input.value }, false);
