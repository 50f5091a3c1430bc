// On the page for a wrong address: puts the words of the address into the search field.

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

const field = document.querySelector("#lost-words");
if (field instanceof HTMLInputElement) field.value = wordsOf(location.pathname);
