/** Marks, on an article's page, the passage and the words that a result of the search leads to. */

/** Follow the address: `?highlight=word&highlight=another#p3`. */
export function highlight() {
  unmark();
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const words = new URLSearchParams(location.search).getAll("highlight").filter(Boolean);
  if (!target || !words.length) return;
  target.setAttribute("data-found-passage", "");
  for (const element of target.querySelectorAll(".words")) mark(element, words);
  if (!target.querySelector(".words")) mark(target, words);
  target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center", behavior: "instant" });
  offer();
}

/** Take all marks off the page. */
function unmark() {
  for (const found of document.querySelectorAll("mark[data-found]")) {
    const parent = found.parentNode;
    found.replaceWith(...found.childNodes);
    parent?.normalize();
  }
  document.querySelector("[data-found-passage]")?.removeAttribute("data-found-passage");
  document.querySelector(".found-marks")?.remove();
}

/** Put the marks away, from the address too. */
function putAway() {
  unmark();
  removeEventListener("keydown", onEscape);
  const address = new URL(location.href);
  address.searchParams.delete("highlight");
  history.replaceState(history.state, "", address);
}

/** @param {KeyboardEvent} event */
function onEscape(event) {
  if (event.key === "Escape" && !event.defaultPrevented) putAway();
}

/** Offer to put the marks away, by a button or by Escape. */
function offer() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "found-marks";
  button.textContent = "Remove the marks";
  button.addEventListener("click", () => {
    const passage = /** @type {HTMLElement | null} */ (
      document.querySelector("[data-found-passage]")
    );
    putAway();
    passage?.focus({ preventScroll: true });
  });
  (document.querySelector("main") ?? document.body).append(button);
  addEventListener("keydown", onEscape);
}

/**
 * Mark words in an element, also where a link begins or ends within one.
 * @param {Element} element
 * @param {string[]} words
 */
function mark(element, words) {
  const text = element.textContent ?? "";
  const spans = spansOf(text, words);
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  /** @type {{node: Text, start: number}[]} */
  const nodes = [];
  let offset = 0;
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    nodes.push({ node, start: offset });
    offset += node.data.length;
  }
  for (const { node, start } of nodes.reverse()) {
    const stop = start + node.data.length;
    for (const [from, to] of spans.filter((span) => span[0] < stop && span[1] > start).reverse()) {
      const range = document.createRange();
      range.setStart(node, Math.max(from - start, 0));
      range.setEnd(node, Math.min(to, stop) - start);
      const found = document.createElement("mark");
      found.setAttribute("data-found", "");
      range.surroundContents(found);
    }
  }
}

/**
 * Where whole words stand in a text; longer ones first.
 * @param {string} text @param {string[]} words
 * @returns {[start: number, end: number][]}
 */
function spansOf(text, words) {
  const plain = [...new Set(words)].sort((a, b) => b.length - a.length);
  const pattern = plain.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|");
  const outside = "[^\\p{L}\\p{M}\\p{N}]";
  const whole = new RegExp(`(^|${outside})(${pattern})(?=$|${outside})`, "gu");
  return [...text.matchAll(whole)].map((found) => {
    const start = found.index + found[1].length;
    return [start, start + found[2].length];
  });
}
