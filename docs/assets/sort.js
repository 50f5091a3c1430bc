// Puts the figures into the order that a reader chooses; as the page comes, the newest are first.

const select = document.getElementById("order");

/** @param {string} order `amount`, `date` or `article`. */
function sort(order) {
  for (const list of document.querySelectorAll("ul.sorted")) {
    const items = [...list.querySelectorAll(":scope > li")].filter(
      (item) => item instanceof HTMLElement,
    );
    items.sort((one, other) => Number(one.dataset[order]) - Number(other.dataset[order]));
    list.append(...items);
  }
}

if (select instanceof HTMLSelectElement) {
  select.addEventListener("change", () => sort(select.value));
  addEventListener("pageshow", () => sort(select.value)); // a browser may bring a choice back
}
