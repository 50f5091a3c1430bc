/** The search in a dialog, over any page. */

import { SITE } from "./index.js";
import { Search, writeState } from "./search.js";
import { element } from "./view.js";

/** @type {HTMLDialogElement | null} */
let dialog = null;
/** @type {Search} */
let search;

/** Open the dialog; the browser gives the focus back where it was when it closes. */
export function open() {
  if (!dialog?.isConnected) build();
  if (!dialog.open) dialog.showModal();
  search.input.select();
}

export function close() {
  dialog?.close();
}

function build() {
  const input = element("input", {
    type: "search",
    name: "q",
    id: "search-dialog-q",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    placeholder: "A name, a word, a question",
  });
  const form = element(
    "form",
    { class: "search-form", role: "search", action: new URL("search/", SITE) },
    element("label", { for: "search-dialog-q", class: "search-label" }, "Search the dossier"),
    input,
  );
  const done = element("button", { type: "button", class: "search-close" }, "Close");
  done.addEventListener("click", close);
  form.append(done);
  const root = element("div", { class: "search" }, form);
  const all = element("a", { class: "search-all", href: new URL("search/", SITE) }, "Filters and all results");
  dialog = /** @type {HTMLDialogElement} */ (
    element("dialog", { class: "search-dialog md-typeset", "aria-label": "Search" }, root, all)
  );
  document.body.append(dialog);
  search = new Search(root, {
    facets: false,
    changed: (state, settled) => {
      all.setAttribute("href", String(new URL(`search/${writeState(state)}`, SITE)));
      if (settled) all.click();
    },
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a[href]")) close();
  });
}
