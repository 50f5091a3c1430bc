/** The search in the dialog that start.js has opened over a page. */

import { SITE } from "./index.js";
import { Search, writeState } from "./search.js";
import { element } from "./view.js";

/**
 * Make a dialog with a form search; what was typed meanwhile is searched for.
 * @param {HTMLDialogElement} dialog
 */
export function attach(dialog) {
  const href = new URL("search/", SITE);
  const all = element("a", { class: "search-all", href }, "Filters and all results");
  dialog.append(all);
  const root = /** @type {HTMLElement} */ (dialog.querySelector(".search"));
  const search = new Search(root, {
    facets: false,
    changed: (state, settled) => {
      all.href = String(new URL(`search/${writeState(state)}`, SITE));
      if (settled) all.click();
    },
  });
  dialog.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a[href]")) dialog.close();
  });
  if (search.input.value) search.ask({ q: search.input.value }, true);
}
