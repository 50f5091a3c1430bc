// Shows the beginning of the page behind a link while the link is hovered or focused.
//
// The preview is a popover, so it lies above the page and moves nothing. It stays while the pointer
// is on it, and goes with Escape (WCAG 1.4.13). Nothing is fetched before a link is used.

const DELAY = 350; // milliseconds of rest on a link before it is looked up
const GRACE = 200; // milliseconds to get from the link to the preview
const GAP = 8; // pixels between the two
const PREVIEWED = /\/(articles|names|themes)\/[^/]+\/([^/]+\/)?$/; // a topic may have volumes

/**
 * The beginning of a page or of a passage.
 *
 * @typedef {{kicker: string, title: string, text: string, hue: string}} Beginning
 */

/** @type {Map<string, Promise<Document | null>>} */
const pages = new Map();
const preview = document.createElement("div");
preview.className = "preview";
preview.id = "preview";
preview.setAttribute("popover", "manual");
preview.setAttribute("role", "tooltip");

/** @type {HTMLAnchorElement | null} */
let current = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * The link of ours that an event is about, if what it leads to has a beginning worth showing.
 *
 * @param {EventTarget | null} target
 * @returns {HTMLAnchorElement | null}
 */
function previewed(target) {
  const link = target instanceof Element ? target.closest("main a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return null;
  const elsewhere = link.pathname !== location.pathname;
  return elsewhere && PREVIEWED.test(link.pathname) ? link : null;
}

/**
 * @param {string} address
 * @returns {Promise<Document | null>} null if the page cannot be had; that is tried again.
 */
function fetchPage(address) {
  const known = pages.get(address);
  if (known) return known;
  /** @type {Promise<Document | null>} */
  const page = new Promise((resolve) => {
    const request = new XMLHttpRequest(); // may make a document, where the policy lets no script
    request.responseType = "document";
    request.onloadend = () => {
      const found = request.status === 200 ? request.responseXML : null;
      if (!found) pages.delete(address);
      resolve(found);
    };
    request.open("GET", address);
    request.send();
  });
  pages.set(address, page);
  return page;
}

/**
 * @param {Document} page
 * @param {string} id Of a passage; empty for the page itself.
 * @returns {Beginning | null}
 */
export function beginning(page, id) {
  const text = (/** @type {ParentNode | null} */ root, /** @type {string} */ selector) =>
    root?.querySelector(selector)?.textContent?.trim().replace(/\s+/g, " ") ?? "";
  const passage = id ? page.getElementById(id)?.closest(".passage") ?? null : null;
  const title = text(page, "main h1");
  const kicker = text(page, "main .kicker");
  const body = passage
    ? text(passage, ".words")
    : text(page, ".introduction p") || text(page, "main .standfirst") || text(page, ".words");
  const hue = page.querySelector(".sheet[data-hue]")?.getAttribute("data-hue") ?? "";
  return body ? { kicker, title, text: body, hue } : null;
}

/** @param {Beginning} found */
function fill(found) {
  const line = (/** @type {string} */ name, /** @type {string} */ text) => {
    const element = document.createElement("p");
    element.className = `preview__${name}`;
    element.textContent = text;
    return element;
  };
  preview.replaceChildren(
    line("kicker", found.kicker),
    line("title", found.title),
    line("text", found.text),
  );
  if (found.hue) preview.dataset.hue = found.hue;
  else delete preview.dataset.hue;
}

/**
 * Below the link, or above it where there is more room; within the window in either case.
 *
 * @param {HTMLAnchorElement} link
 */
function place(link) {
  const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = preview;
  const below = innerHeight - at.bottom >= height + 2 * GAP || at.top < innerHeight - at.bottom;
  const room = document.documentElement.clientWidth - width - GAP;
  preview.style.left = `${Math.max(GAP, Math.min(at.left, room))}px`;
  preview.style.top = `${below ? at.bottom + GAP : at.top - height - GAP}px`;
}

/** @param {HTMLAnchorElement} link */
async function show(link) {
  const page = await fetchPage(link.origin + link.pathname);
  const found = page && beginning(page, decodeURIComponent(link.hash.slice(1)));
  if (!found || link !== current) return;
  fill(found);
  document.querySelector("main")?.append(preview);
  preview.showPopover();
  place(link);
  link.setAttribute("aria-describedby", preview.id);
}

function hide() {
  clearTimeout(timer);
  current?.removeAttribute("aria-describedby");
  current = null;
  if (preview.isConnected) preview.remove();
}

/** @param {HTMLAnchorElement} link */
function wait(link) {
  if (link === current) {
    if (preview.isConnected) clearTimeout(timer); // else it is about to be shown
    return;
  }
  hide();
  current = link;
  timer = setTimeout(show, DELAY, link);
}

function leave() {
  if (!preview.isConnected) return hide();
  clearTimeout(timer);
  timer = setTimeout(hide, GRACE);
}

/** What is shown stays behind when the page moves; what is awaited, as by a reader who has gone to
 * a link below the window by keyboard, is shown when it rests. */
function scrolled() {
  if (preview.isConnected) return hide();
  clearTimeout(timer);
  if (current) timer = setTimeout(show, DELAY, current);
}

/** Whether an event is on the preview, which is to stay then. */
const onPreview = (/** @type {EventTarget | null} */ target) =>
  target instanceof Node && preview.contains(target);

if ("popover" in HTMLElement.prototype) {
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    const link = previewed(target);
    if (link) wait(link);
    else if (onPreview(target)) clearTimeout(timer);
    else if (current) leave();
  });
  document.addEventListener("focusin", ({ target }) => {
    const link = previewed(target);
    if (link?.matches(":focus-visible")) wait(link);
    else hide();
  });
  document.addEventListener("focusout", leave);
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
  document.addEventListener("scroll", scrolled, { passive: true });
  addEventListener("pagehide", hide);
}
