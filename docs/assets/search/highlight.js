/** Marks, on an article's page, the passage and the words that a result of the search leads to. */

/** Follow the address: `?highlight=word&highlight=another#p3`. */
export function highlight() {
  for (const mark of document.querySelectorAll("mark[data-found]")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
  document.querySelector("[data-found-passage]")?.removeAttribute("data-found-passage");
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const words = new URLSearchParams(location.search).getAll("highlight");
  if (!target || !words.length) return;
  target.setAttribute("data-found-passage", "");
  for (const element of target.querySelectorAll(".words")) mark(element, words);
  if (!target.querySelector(".words")) mark(target, words);
  target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
}

/**
 * Mark words in an element, also where a link begins or ends within one.
 * @param {Element} element
 * @param {string[]} words
 */
function mark(element, words) {
  const text = element.textContent;
  const spans = spansOf(text, words);
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let offset = 0;
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, start: offset });
    offset += walker.currentNode.data.length;
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

/** Where whole words stand in a text; longer ones first. */
function spansOf(text, words) {
  const plain = [...new Set(words)].sort((a, b) => b.length - a.length);
  const pattern = plain.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|");
  const whole = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${pattern})(?![\\p{L}\\p{M}\\p{N}])`, "gu");
  return [...text.matchAll(whole)].map((found) => [found.index, found.index + found[0].length]);
}
