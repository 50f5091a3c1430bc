// Copies a passage with its source, or the words of several, and writes addresses out for print.

const SHOWN_FOR = 2000; // milliseconds

/**
 * A passage as one quotes it: the words, where they are from, and the link to them.
 *
 * @param {HTMLElement} passage
 * @returns {string}
 */
export function quotation(passage) {
  const words = passage.querySelector(".words")?.textContent ?? "";
  const source = passage.closest("[data-cite]")?.getAttribute("data-cite") ?? document.title;
  const link = passage.querySelector("a[rel=bookmark]");
  const address = link instanceof HTMLAnchorElement ? link.href : location.href;
  return `“${words.trim().replace(/\s+/g, " ")}”\n${source}\n${address}\n`;
}

/**
 * Says for a while on the button itself, and to screen readers, what came of it.
 *
 * @param {HTMLElement} button
 * @param {string} message
 */
function say(button, message) {
  const note = document.createElement("span");
  note.className = "quote__note";
  note.setAttribute("role", "status");
  button.after(note);
  note.textContent = message; // after it is in the page, so that it is announced
  setTimeout(() => note.remove(), SHOWN_FOR);
}

/** @param {HTMLElement} button */
async function copy(button) {
  const passage = button.closest(".passage");
  if (!(passage instanceof HTMLElement)) return;
  try {
    await navigator.clipboard.writeText(quotation(passage));
    say(button, "Copied with its source");
  } catch {
    say(button, "Your browser does not let this page copy");
  }
}

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element && target.closest("button.quote");
  if (button instanceof HTMLElement) copy(button);
});

/**
 * The passage in which an end of the selection lies.
 *
 * @param {Node | null} node
 * @returns {Element | null}
 */
function passageOf(node) {
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest(".passage") ?? null;
}

// Whoever selects over passages wants what they say, not the links and buttons between them;
// whoever selects within one may want these too. The browser leaves out what cannot be selected.
document.addEventListener("selectionchange", () => {
  const { anchorNode = null, focusNode = null, isCollapsed = true } = getSelection() ?? {};
  const passage = passageOf(anchorNode);
  const within = isCollapsed || (passage && passage === passageOf(focusNode));
  document.documentElement.toggleAttribute("data-selecting", !within);
});

addEventListener("beforeprint", () => {
  for (const link of document.querySelectorAll("a.place")) {
    if (link instanceof HTMLAnchorElement) link.dataset.address = link.href;
  }
});
