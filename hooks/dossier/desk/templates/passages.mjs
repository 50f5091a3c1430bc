// Filters the rows of the editors' page by words, doubts and missing themes.

const rows = [...document.querySelectorAll("#passages tbody tr")];
const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
const wanted = document.querySelector("#wanted");
const doubtful = document.querySelector("#doubtful");
const unplaced = document.querySelector("#unplaced");

function filter() {
  const words = wanted.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of rows) {
    row.hidden =
      !words.every((word) => texts.get(row).includes(word)) ||
      (doubtful.checked && !("doubtful" in row.dataset)) ||
      (unplaced.checked && !("unplaced" in row.dataset));
  }
  const shown = rows.filter((row) => !row.hidden).length;
  document.querySelector("#count").textContent = `${shown} of ${rows.length} passages`;
}

document.querySelector("#filter").addEventListener("input", filter);
document.querySelector("#filter").addEventListener("submit", (event) => event.preventDefault());
filter();
