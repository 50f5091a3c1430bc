/**
 * The little of the search that every page loads: it opens the rest when a reader asks for it.
 */

let styled = null;

/** The search's style sheet, loaded once. */
function style() {
  styled ??= new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = String(new URL("search.css", import.meta.url));
    link.onload = link.onerror = () => resolve(undefined);
    document.head.append(link);
  });
  return styled;
}

async function open() {
  const field = document.querySelector("[data-search-page] input[name=q]");
  if (field) {
    field.focus();
    field.select();
    return;
  }
  const [dialog] = await Promise.all([import("./dialog.js"), style()]);
  dialog.open();
}

/** Whether a key is meant for a field and not for the page. @param {EventTarget | null} target */
function isField(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));
}

document.addEventListener("keydown", (event) => {
  const command = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!command && !(slash && !isField(event.target))) return;
  event.preventDefault();
  event.stopPropagation();
  open();
}, true);

document.addEventListener("click", (event) => {
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!plain || !event.target.closest?.("[data-search-open]")) return;
  event.preventDefault();
  event.stopPropagation();
  open();
}, true);

async function arrive() {
  const root = document.querySelector("[data-search-page]");
  if (root) {
    const [page] = await Promise.all([import("./page.js"), style()]);
    page.mount(root);
  }
  if (new URLSearchParams(location.search).has("highlight")) {
    const [{ highlight }] = await Promise.all([import("./highlight.js"), style()]);
    highlight();
  }
}

// Material replaces the page without loading it anew, and says so; elsewhere the page is loaded.
if (window.document$) window.document$.subscribe(arrive);
else arrive();
window.location$?.subscribe(() => setTimeout(() => {
  if (document.querySelector("[data-found-passage]") || location.search.includes("highlight=")) arrive();
}));
