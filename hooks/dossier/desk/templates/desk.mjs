// The desk: one finding or proposal after another, each settled by a key.

import { Answer, change, choice, chosen, dialog, field, get, h, next, selectedWords, subtopics, undo } from "./client.mjs";

const list = document.querySelector("#desk-list");
const status = document.querySelector("#desk-status");
const count = document.querySelector("#desk-count");
const more = document.querySelector("#desk-more");
const filter = document.querySelector("#desk-filter");
const undoing = document.querySelector("#desk-undo");
const settling = document.querySelector("#desk-settle");

let told = { themes: [], names: [], nameKinds: [], findings: [] };
let start = 0;
let asked = 0;
/** What was decided, by its id: in which edition. It is not shown again while that one stands. */
const decided = new Map();

function say(message) {
  status.textContent = message;
}

/** Does something that may fail, and says why if it does. */
async function attempt(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Answer)) throw error;
    say(error.message);
  }
}

function cards() {
  return [...list.children];
}

function current() {
  return list.querySelector("[aria-current]");
}

function go(card, focus = true) {
  if (!card) return;
  for (const other of cards()) {
    other.removeAttribute("aria-current");
    other.tabIndex = -1;
  }
  card.setAttribute("aria-current", "true");
  card.tabIndex = 0;
  if (focus) card.focus({ preventScroll: true });
  if (focus) card.scrollIntoView({ block: "nearest" });
}

/** The text of a passage, with the words marked that speak for the theme in question. */
function marked(passage, finding) {
  const words = passage.terms
    .filter((term) => !finding.theme || term.theme === finding.theme)
    .map((term) => term.words);
  return withMarks(passage.text, words);
}

function withMarks(text, words) {
  if (!words.length) return [text];
  const plain = words.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const parts = text.split(new RegExp(`(${plain.join("|")})`, "gi"));
  return parts.map((part, place) => (place % 2 ? h("mark", {}, part) : part));
}

function button(label, key, work) {
  const shown = key && h("kbd", { "aria-hidden": "true" }, key.toUpperCase());
  const attributes = { type: "button", "data-key": key, "aria-keyshortcuts": key, click: () => attempt(work) };
  return h("button", attributes, label, shown);
}

/** Makes changes for a finding; then the next one is in turn. */
async function decide(card, title, changes, silent) {
  const done = await change(title, changes, silent);
  if (done === null) return;
  card.dataset.done = "";
  decided.set(card.dataset.id, told.edition);
  undoing.disabled = false;
  say(`${title}. ${done}`);
  const rest = cards();
  const following = rest.slice(rest.indexOf(card) + 1).find((other) => !("done" in other.dataset));
  const before = rest.slice(0, rest.indexOf(card)).reverse();
  const beside = following ?? before.find((other) => !("done" in other.dataset));
  if (beside) {
    go(beside);
    card.remove();
  }
  refresh(true);
}

function themeTools(card, finding, passage) {
  const { path, anchor } = passage;
  const select = subtopics(told.themes, true, { "aria-label": "Theme and subtopic" });
  if (finding.theme) select.value = finding.theme;
  const place = (belongs) => {
    const { theme, subtopic } = chosen(select);
    const title = select.selectedOptions[0].textContent;
    const doing = belongs ? `Into ${title}` : `Out of ${told.themes.find((t) => t.slug === theme).title}`;
    return decide(
      card,
      doing,
      [{ do: "place", path, anchor, theme, belongs, subtopic: belongs ? subtopic : null }],
      true,
    );
  };
  const term = (words, theme, strength, subtopic = null) =>
    decide(card, `“${words}”: ${strength === "none" ? "no term" : strength}`, [
      { do: "term", theme, words, strength, subtopic },
    ]);
  const row = ({ words, theme, strength, subtopic }, place) => {
    const title = told.themes.find((each) => each.slug === theme).title;
    const first = place === 0;
    return h(
      "li",
      { class: "desk-row" },
      h("span", {}, `“${words}”, ${strength === "void" ? "an exception" : strength}, ${[title, subtopic].filter(Boolean).join(" › ")}`),
      strength === "strong" ? button("Weak", first ? "w" : null, () => term(words, theme, "weak")) : null,
      strength === "weak" ? button("Strong", null, () => term(words, theme, "strong")) : null,
      button("No term", first ? "x" : null, () => term(words, theme, "none")),
    );
  };
  const isMeant = (term) => !finding.theme || term.theme === finding.theme;
  const meant = passage.terms.filter(isMeant).map(row);
  const others = passage.terms.filter((term) => !isMeant(term)).map((term) => row(term, 1));
  return [
    h(
      "fieldset",
      {},
      h("legend", {}, "This passage"),
      h("div", { class: "desk-row" }, select, button("Into", "i", () => place(true)), button("Out of", "o", () => place(false))),
    ),
    meant.length ? h("fieldset", {}, h("legend", {}, "Its words"), h("ul", { role: "list" }, meant)) : null,
    others.length
      ? h("details", {}, h("summary", {}, "Words of other themes"), h("ul", { role: "list" }, others))
      : null,
    h(
      "fieldset",
      {},
      h("legend", {}, "More"),
      h(
        "div",
        { class: "desk-row" },
        button("New term…", "t", () => newTerm(card, finding)),
        button("Name…", "n", () => newName(card, selectedWords())),
        passage.mentions.map(({ words, title }) =>
          button(words === title ? `“${words}” is no name here` : `“${words}” is not ${title}`, null, () =>
            decide(card, `“${words}” is no name here`, [{ do: "not_name", path, anchor, words }], true),
          ),
        ),
        passage.statements.map((statement) =>
          button(`“${statement.words}” is not ${statement.says}`, null, () => correct(card, passage, statement)),
        ),
      ),
    ),
  ];
}

async function newTerm(card, finding) {
  const words = h("input", { value: selectedWords(), required: true });
  const where = subtopics(told.themes, false, {});
  if (finding.theme) where.value = `${finding.theme}/${told.themes.find((t) => t.slug === finding.theme).subtopics[0]}`;
  const strength = choice([
    ["strong", "places on its own"],
    ["weak", "weak: only beside another"],
    ["except", "an exception: hides the words in it"],
  ]);
  const answer = await dialog(
    "A new term",
    [h("fieldset", {}, field("Words ", words), field("Subtopic ", where), field("Strength ", strength))],
    ["See what it does", "Cancel"],
  );
  if (answer !== "See what it does") return;
  await decide(card, `“${words.value}”: ${strength.value}`, [
    { do: "term", words: words.value, strength: strength.value, ...chosen(where) },
  ]);
}

async function newName(card, title, { nameKind, aliases: forms = [], said = [] } = {}) {
  const words = h("input", { value: title, required: true });
  const kinds = choice(told.nameKinds.map((kind) => [kind, kind]));
  if (nameKind) kinds.value = nameKind;
  const names = choice([["", "A page of its own"], ...told.names.map(({ slug, title: name }) => [slug, `Another form of ${name}`])]);
  const aliases = h("input", { placeholder: "UK; U.K.", value: forms.join("; ") });
  const answer = await dialog(
    "A name",
    [
      h(
        "fieldset",
        {},
        field("Name ", words),
        field("Where ", names),
        field("Kind, for a new page ", kinds),
        field("Other forms, with semicolons between them ", aliases),
      ),
    ],
    ["See what it does", "Cancel"],
  );
  if (answer !== "See what it does") return;
  const others = aliases.value.split(";").map((each) => each.trim()).filter(Boolean);
  const changes = names.value
    ? [{ do: "alias", name: names.value, words: [words.value, ...others] }]
    : [{ do: "name", title: words.value, kind: kinds.value, aliases: others, said }];
  await decide(card, `“${words.value}” as a name`, changes);
}

async function correct(card, passage, statement) {
  const isDate = statement.do === "date";
  const right = isDate
    ? h("input", { placeholder: "2026-05-24, 2026-05 or 2026" })
    : choice([["", "no figure"], ...told.figureKinds.map(({ kind, title }) => [kind, title])]);
  const answer = await dialog(
    `“${statement.words}” is read as ${statement.says}`,
    [h("fieldset", {}, field(isDate ? "The right date; leave empty if it is no date " : "What it is ", right))],
    ["Set it", "Cancel"],
  );
  if (answer !== "Set it") return;
  const { path, anchor } = passage;
  const says = isDate ? { date: right.value || null } : { kind: right.value || null };
  await decide(card, `“${statement.words}” is ${right.value || "none"}`, [
    { do: statement.do, path, anchor, words: statement.words, ...says },
  ], true);
}

function cardOf(item) {
  return h("li", {
    class: "desk-finding",
    tabindex: "-1",
    "data-id": item.id,
    focusin: (event) => go(event.currentTarget, false),
  });
}

/** What an item of the list is about, and the box by which several are settled at once. */
function headOf(item, title) {
  const box = h("input", { type: "checkbox", "aria-label": `Select: ${item.message}`, change: countSelected });
  return [h("p", { class: "desk-kind" }, h("label", {}, box, ` ${title}`)), h("h2", {}, item.message)];
}

/** What the tools are for a proposal, by its kind. */
const PROPOSED = {
  term: { title: "A term", tools: termTools, never: "No term" },
  subtopic: { title: "A subtopic", tools: subtopicTools, never: "No subtopic" },
  "misleading term": { title: "A term that misleads", tools: misleadingTools, never: "Right as it is" },
  name: { title: "A name", tools: nameTools, never: "Never again" },
};

function termTools(card, { theme, words, subtopic, weak }) {
  const where = subtopics(told.themes, false, { "aria-label": "Theme and subtopic" });
  where.value = `${theme}/${subtopic}`;
  const take = (strength) =>
    decide(card, `“${words}”: ${strength}`, [{ do: "term", words, strength, ...chosen(where) }]);
  const as = { strong: button("As strong", "a", () => take("strong")), weak: button("As weak", "w", () => take("weak")) };
  return [where, ...(weak ? [as.weak, as.strong] : [as.strong, as.weak])];
}

function subtopicTools(card, { theme, words, subtopic }) {
  const title = h("input", { value: subtopic, "aria-label": "Title of the subtopic", required: true });
  const begin = () =>
    decide(card, `Subtopic “${title.value}”`, [
      { do: "term", theme, words, strength: "strong", subtopic: title.value },
    ]);
  return [title, button(`Begin it with “${words}”`, "a", begin)];
}

function misleadingTools(card, { theme, words }) {
  const set = (strength) => decide(card, `“${words}”: ${strength}`, [{ do: "term", theme, words, strength }]);
  return [button("Take it out", "a", () => set("none")), button("As weak", "w", () => set("weak"))];
}

function nameTools(card, name) {
  const { words, nameKind, aliases, said } = name;
  const own = () => decide(card, `A page for ${words}`, [{ do: "name", title: words, kind: nameKind, aliases, said }]);
  return [button(`Make a page (${nameKind})`, "a", own), button("Name…", "n", () => newName(card, words, name))];
}

function proposed(proposal) {
  const card = cardOf(proposal);
  const { title, tools, never } = PROPOSED[proposal.kind];
  const refuse = () => decide(card, `${proposal.message} is proposed no more`, [{ do: "settle", ids: [proposal.id] }], true);
  const read = proposal.read.map(({ article, slug, anchor, text, language }) =>
    h(
      "li",
      {},
      h("blockquote", { lang: language }, ...withMarks(text, [proposal.words])),
      h("p", { class: "desk-from" }, h("a", { href: new URL(`../articles/${slug}/#${anchor}`, location.href) }, `${article}, ${anchor}`)),
    ),
  );
  card.append(
    h("div", {}, headOf(proposal, title), h("p", { class: "desk-from" }, proposal.why), h("ul", { role: "list" }, read)),
    h("div", { class: "desk-tools" }, h("div", { class: "desk-row" }, tools(card, proposal), button(never, "x", refuse))),
  );
  return card;
}

function drawn(finding) {
  if (finding.kind in PROPOSED) return proposed(finding);
  const { passage } = finding;
  const card = cardOf(finding);
  const place = passage
    ? h("a", { href: new URL(`../articles/${passage.slug}/#${passage.anchor}`, location.href) }, `${passage.article}, ${passage.anchor}`)
    : `${finding.path}:${finding.line}`;
  const now = passage?.placements.map(
    ({ title, subtopic, byEditors }) => `${title} › ${subtopic}${byEditors ? " (placed by the editors)" : ""}`,
  );
  const settle = button("Right as it is", "r", () =>
    decide(card, "Settled", [{ do: "settle", ids: [finding.id] }], true),
  );
  const named = finding.kind === "name without a page";
  card.append(
    h(
      "div",
      {},
      headOf(finding, finding.title),
      h("p", { class: "desk-from" }, place, now?.length ? `, in ${now.join(", ")}` : ""),
      passage ? h("blockquote", { lang: passage.language }, marked(passage, finding)) : null,
    ),
    h(
      "div",
      { class: "desk-tools" },
      h("div", { class: "desk-row" }, settle, named ? button("Name…", "n", () => newName(card, finding.subject)) : null),
      passage && passage.gathers ? themeTools(card, finding, passage) : [],
    ),
  );
  return card;
}

function countSelected() {
  settling.disabled = !list.querySelector("input[type=checkbox]:checked");
}

function options(select, first, rows) {
  const before = select.value;
  select.replaceChildren(h("option", { value: "" }, first), ...rows.map(([value, title]) => h("option", { value }, title)));
  select.value = rows.some(([value]) => value === before) ? before : "";
}

const LOOKING = "Looking for what can be proposed…";

/** Asks for what the filter leaves; where `keeps`, the place in the list stays. */
async function refresh(keeps = false) {
  const turn = ++asked;
  await attempt(async () => {
    const { what, ...wanted } = Object.fromEntries(new FormData(filter));
    if (what === "proposals" && !keeps) say(LOOKING);
    const answer = await get(what, { ...wanted, start: 0 });
    if (turn !== asked) return;
    if (status.textContent === LOOKING) say("");
    told = answer;
    const here = current()?.dataset.id;
    const choices = [...(current()?.querySelectorAll("select") ?? [])].map((select) => select.value);
    const place = cards().indexOf(current());
    const focused = list.contains(document.activeElement);
    const left = told.findings.filter(({ id }) => decided.get(id) !== told.edition);
    list.replaceChildren(...left.map(drawn));
    list.setAttribute("aria-label", filter.elements.what.selectedOptions[0].textContent);
    start = told.findings.length;
    const same = cards().find((card) => card.dataset.id === here);
    same?.querySelectorAll("select").forEach((select, n) => (select.value = choices[n] ?? select.value));
    go(same ?? cards()[Math.max(0, Math.min(place, cards().length - 1))], focused && keeps);
    drawFrame();
    if (told.problems.length) say(`The last edition stands, as there is something to mend: ${told.problems.join("; ")}`);
  });
}

function drawFrame() {
  const form = filter.elements;
  options(form.kind, "All kinds", told.kinds.map(({ kind, title, count: n }) => [kind, `${title} (${n})`]));
  options(form.theme, "All themes", told.themes.map(({ slug, title }) => [slug, title]));
  options(form.article, "All articles", told.articles.map(({ slug, title, count: n }) => [slug, `${title} (${n})`]));
  form.article.parentElement.hidden = form.what.value === "proposals";
  const [wanted, total] = [told.wanted, told.total].map((number) => number.toLocaleString("en-GB"));
  const shown = told.wanted === told.total ? total : `${wanted} of ${total}`;
  const [some, none] = form.what.value === "proposals" ? ["proposed", "Nothing more is proposed"] : ["to look at", "Nothing is left to look at"];
  count.textContent = told.total ? `${shown} ${some}` : none;
  more.hidden = start >= told.wanted;
  undoing.disabled = !told.undo;
  countSelected();
}

async function showMore() {
  const { what, ...wanted } = Object.fromEntries(new FormData(filter));
  const { findings } = await get(what, { ...wanted, start });
  const rows = findings.map(drawn);
  list.append(...rows);
  start += rows.length;
  more.hidden = start >= told.wanted;
  go(rows[0]);
}

async function undone() {
  const { files } = await undo();
  decided.clear();
  say(`Undone in ${files.join(", ")}`);
  await refresh(true);
}

async function settleSelected() {
  const rows = cards().filter((card) => card.querySelector("input[type=checkbox]:checked"));
  const ids = rows.map((card) => card.dataset.id);
  const done = await change("Settle", [{ do: "settle", ids }], true);
  if (done === null) return;
  say(`${ids.length} settled`);
  await refresh(true);
}

function step(by) {
  const rows = cards();
  go(rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(current()) + by))]);
}

const KEYS = { ArrowDown: () => step(1), ArrowUp: () => step(-1), j: () => step(1), k: () => step(-1) };

list.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const card = current();
  const pressed = KEYS[key];
  if (pressed) pressed();
  else if (key === "s") card?.querySelector("input[type=checkbox]")?.click();
  else if (key === "u") attempt(undone);
  else {
    const meant = card?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!meant) return;
    meant.click();
  }
  event.preventDefault();
});

filter.addEventListener("change", () => refresh());
filter.addEventListener("submit", (event) => event.preventDefault());
more.addEventListener("click", () => attempt(showMore));
undoing.addEventListener("click", () => attempt(undone));
settling.addEventListener("click", () => attempt(settleSelected));

/** Follows the editions, one after another, as files change. */
async function follow() {
  for (;;) {
    try {
      const { edition, problems } = await next(told.edition ?? 0);
      if (edition !== told.edition || problems.length !== told.problems.length) await refresh(true);
      if (problems.length) await new Promise((resolve) => setTimeout(resolve, 1000));
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

await refresh();
follow();
