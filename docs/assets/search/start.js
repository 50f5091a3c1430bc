/**
 * The little of the search that every page loads: it opens the rest when a reader asks for it.
 */

const SILENCE = 300; // milliseconds in which nothing need be said
const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

/** @type {Promise<void> | null} */
let styled = null;

/** The search's style sheet, loaded once; the page /search/ has it from the beginning. */
function style() {
  if (document.querySelector("[data-search-page]")) return Promise.resolve();
  styled ??= new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = String(new URL("search.css", import.meta.url));
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
  return styled;
}

/**
 * Say that one searches while the search itself is still being loaded, or that it cannot be.
 * @param {Element} root @param {Promise<unknown>} loading @param {boolean} asked without a key, too
 */
function sayMeanwhile(root, loading, asked) {
  const [status, field] = [root.querySelector(".search-status"), root.querySelector("input")];
  const say = (/** @type {string} */ words) => {
    if (status) status.textContent = words;
  };
  const timer = setInterval(() => {
    if (asked || field?.value) say("Searching …");
  }, SILENCE);
  loading
    .catch(() => say("The search could not be loaded. Please check the connection and try again."))
    .finally(() => clearInterval(timer));
}

/** Go to the field of the page /search/; on other pages open the dialog, ready to type in. */
function open() {
  const page = document.querySelector("[data-search-page]");
  /** @type {HTMLDialogElement | null} */
  const known = document.querySelector("dialog.search-dialog");
  const dialog = page ? null : (known ?? makeDialog());
  if (dialog && !dialog.open) dialog.showModal();
  /** @type {HTMLInputElement | null | undefined} */
  const field = (page ?? dialog)?.querySelector("input[name=q]");
  field?.focus();
  field?.select();
}

/**
 * An element with attributes, and what is in it: built part by part, as the policy of the site lets
 * no script write markup.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name @param {Record<string, string>} attributes @param {(Node | string)[]} content
 */
function make(name, attributes, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
}

/** The form of the dialog. @param {HTMLButtonElement} close */
function makeForm(close) {
  const field = make("input", {
    id: "search-words",
    name: "q",
    type: "search",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });
  const action = String(new URL("../../search/", import.meta.url));
  return make(
    "form",
    { class: "find find--large", role: "search", "aria-label": "Search the dossier", action },
    make("label", { for: "search-words" }, "Search every passage"),
    make("div", { class: "find__row" }, field, make("button", { type: "submit" }, "Search"), close),
  );
}

/** The dialog with its field at once, so that no key is lost; the search when it is there. */
function makeDialog() {
  const dialog = document.createElement("dialog");
  dialog.className = "search-dialog";
  dialog.setAttribute("aria-label", "Search");
  const close = make("button", { type: "button" }, "Close");
  close.addEventListener("click", () => dialog.close());
  const status = make("p", { class: "search-status", role: "status" });
  dialog.append(make("div", { class: "search" }, makeForm(close), status));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  // A search field takes Escape for itself, to be emptied; here it closes.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    dialog.close();
  });
  document.body.append(dialog);
  style();
  const loading = import("./dialog.js");
  sayMeanwhile(dialog, loading, false);
  loading.then(({ attach }) => attach(dialog));
  return dialog;
}

/** Where it is kept that the key `/` does not open the search. */
const SLASH = "dossier.slash";

/** Whether the reader has switched the key `/` off. */
function slashIsOff() {
  try {
    return localStorage.getItem(SLASH) === "off";
  } catch {
    return false; // nothing may be kept here
  }
}

/**
 * Let a box say whether the key `/` opens the search, and decide it.
 * @param {HTMLInputElement} box
 */
function decideSlash(box) {
  box.checked = !slashIsOff();
  box.addEventListener("change", () => {
    try {
      if (box.checked) localStorage.removeItem(SLASH);
      else localStorage.setItem(SLASH, "off");
    } catch {
      box.checked = true;
    }
  });
}

document.addEventListener(
  "keydown",
  (event) => {
    const command = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    const inField = event.target instanceof Element && event.target.closest(FIELDS);
    if (!command && (!slash || inField || slashIsOff())) return;
    event.preventDefault();
    event.stopPropagation();
    open();
  },
  true,
);

/** What a page needs when a reader arrives at it. */
async function arrive() {
  /** @type {HTMLElement | null} */
  const root = document.querySelector("[data-search-page]");
  const box = document.querySelector("[data-slash]");
  if (box instanceof HTMLInputElement) decideSlash(box);
  if (root) {
    const loading = import("./page.js");
    sayMeanwhile(root, loading, Boolean(location.search));
    const [page] = await Promise.all([loading, style()]);
    page.mount(root);
  }
  await mark();
}

/** Mark what a result of the search led to. */
async function mark() {
  const wanted = new URLSearchParams(location.search).has("highlight");
  if (!wanted && !document.querySelector("[data-found-passage]")) return;
  const [{ highlight }] = await Promise.all([import("./highlight.js"), style()]);
  highlight();
}

arrive();
// A result in the article that is open already only changes what comes after the `#`.
addEventListener("hashchange", mark);
