// Copies a passage with its source, or the words of several, or the line that shows a passage on
// another site; tells the controls of passages apart; and writes addresses out for print.

const SHOWN_FOR = 2000; // milliseconds
const FRAME = { width: 600, line: 30, letters: 64, around: 150, most: 600 };
// Of a frame: its width, and in it the height of a line, the letters of one, the height of what
// stands around the words, and the most that it is high, all else in CSS pixels. Of more words one
// scrolls in it.

/**
 * The link to a passage in its article.
 *
 * @param {HTMLElement} passage
 * @returns {{ address: string, number: string }} with its number, as ¶ 4; empty if it has none
 */
function place(passage) {
  const link = passage.querySelector("a[rel=bookmark]");
  if (!(link instanceof HTMLAnchorElement)) return { address: location.href, number: "" };
  return { address: link.href, number: link.textContent?.match(/¶\s*\d+/)?.[0] ?? "" };
}

/**
 * What says where a passage is from: title, source, date, and its number.
 *
 * @param {HTMLElement} passage
 * @returns {string}
 */
function from(passage) {
  const source = passage.closest("[data-cite]")?.getAttribute("data-cite") ?? document.title;
  return [source, place(passage).number].filter(Boolean).join(", ");
}

/**
 * A passage as one quotes it: the words, where they are from, and the link to them.
 *
 * @param {HTMLElement} passage
 * @returns {string}
 */
export function quotation(passage) {
  const words = passage.querySelector(".words")?.textContent ?? "";
  const { address } = place(passage);
  return `“${words.trim().replace(/\s+/g, " ")}”\n${from(passage)}\n${address}\n`;
}

/**
 * The line of HTML that shows a passage on another site, in a frame about as high as it is.
 *
 * @param {HTMLElement} passage
 * @returns {string}
 */
export function frame(passage) {
  const { width, line, letters, around, most } = FRAME;
  const parts = passage.querySelectorAll(":is(.words :is(p, li, tr, pre), .editor li)");
  const texts = [...parts].map((part) => part.textContent ?? "");
  const lines = texts.reduce((sum, text) => sum + Math.ceil(text.length / letters), 0);
  const shown = document.createElement("iframe");
  shown.src = place(passage).address.replace(/\barticles\/([^/]+)\/#/, "embed/$1/#");
  shown.title = from(passage);
  shown.width = String(width);
  shown.height = String(Math.min(around + line * lines, most));
  shown.setAttribute("loading", "lazy");
  return `${shown.outerHTML}\n`;
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
  const isFrame = button.dataset.copy === "frame";
  try {
    await navigator.clipboard.writeText(isFrame ? frame(passage) : quotation(passage));
    say(button, isFrame ? "Copied: paste it into a page" : "Copied with its source");
  } catch {
    say(button, "Your browser does not let this page copy");
  }
}

/**
 * Says of which passage a control is, for who hears it without what stands around it.
 *
 * @param {Element} control
 */
function tellApart(control) {
  const passage = control.closest(".passage");
  if (!(passage instanceof HTMLElement)) return;
  const name = document.createElement("span");
  name.className = "hidden";
  name.append(place(passage).number.replace(/¶\s*/, " passage "));
  const link = passage.querySelector("a.place");
  const said = link?.querySelector(".hidden") ?? link;
  if (said instanceof HTMLElement) {
    const title = document.createElement("span");
    title.lang = said.lang;
    title.textContent = said.lastChild?.textContent?.replace(/^[\s·:]+/, "") ?? "";
    name.append(" of ", title);
  }
  control.append(name);
}

for (const control of document.querySelectorAll(".quote, .why > summary")) {
  tellApart(control);
  if (control instanceof HTMLElement && control.matches(".quote")) {
    control.title =
      control.dataset.copy === "frame"
        ? "Copy the line that shows this passage on another site"
        : "Copy quotation with source";
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
