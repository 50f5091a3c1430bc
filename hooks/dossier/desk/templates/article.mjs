// On an article's page: what is known of it as a form, and what to do with words that are selected.

import { Answer, article, change, choice, chosen, dialog, field, get, h, selectedWords, subtopics } from "./client.mjs";

const LABELS = {
  title: "Title",
  date: "Date",
  updated: "Updated",
  authors: "Authors, one on each line",
  language: "Language",
  description: "Description",
  draft: "Draft: shown by scripts/serve only",
};
const SOURCE = {
  name: "Source",
  url: "Address of the source",
  published: "Published there: 2026, 2026-05 or 2026-05-24",
  licence: "Licence",
};

const status = h("p", { role: "status" });
let known = {};
let words = "";
let anchor = "";
let isUnsaved = false;

async function attempt(work) {
  try {
    const done = await work();
    if (done) status.textContent = `${done} The page reloads when it is made again.`;
  } catch (error) {
    if (!(error instanceof Answer)) throw error;
    status.textContent = error.message;
  }
}

function today() {
  return new Date().toLocaleDateString("en-CA");
}

/** Remembers what is selected within one passage, as a press of a button may end the selection. */
function remember() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return;
  const [first, last] = [selection.anchorNode, selection.focusNode].map(
    (node) => (node instanceof Element ? node : node?.parentElement)?.closest(".passage"),
  );
  if (!first || first !== last) return;
  words = selectedWords();
  anchor = first.id;
  chosenWords.textContent = `“${words}”`;
}

const chosenWords = h("strong", {}, "none yet");

/** Asks with fields for something about the selected words; gives their values, or null. */
async function askAbout(title, fields) {
  const text = h("input", { value: words, required: true });
  const passage = choice(Object.keys(known.passages).map((each) => [each, each]));
  passage.value = anchor || passage.value;
  const answer = await dialog(
    title,
    [h("fieldset", {}, field("Words ", text), field("Passage ", passage), ...fields)],
    ["See what it does", "Cancel"],
  );
  if (answer !== "See what it does") return null;
  return { path: article, anchor: passage.value, words: text.value };
}

async function note() {
  const remark = h("textarea", { rows: "3", required: true });
  const source = h("input", { type: "url", required: true });
  const about = await askAbout("A note", [field("Note ", remark), field("Address of its source ", source)]);
  return about && change("A note", [{ do: "note", ...about, note: remark.value, source: [source.value] }]);
}

async function lead() {
  const about = await askAbout("The sentence that stands for the article", []);
  return about && change("The lead", [{ do: "lead", ...about }]);
}

async function name() {
  const kinds = choice(known.nameKinds.map((kind) => [kind, kind]));
  const where = choice([
    ["", "A page of its own"],
    ["-", "No name: do not link it here"],
    ...known.names.map(({ slug, title }) => [slug, `Another form of ${title}`]),
  ]);
  const about = await askAbout("A name", [field("What it is ", where), field("Kind, for a new page ", kinds)]);
  if (!about) return null;
  const changes = {
    "": { do: "name", title: about.words, kind: kinds.value },
    "-": { do: "not_name", ...about },
  };
  return change("A name", [changes[where.value] ?? { do: "alias", name: where.value, words: [about.words] }]);
}

async function term() {
  const where = subtopics(known.themes, false, {});
  const strength = choice([
    ["strong", "places on its own"],
    ["weak", "weak: only beside another"],
    ["except", "an exception: hides the words in it"],
  ]);
  const about = await askAbout("A term", [field("Subtopic ", where), field("Strength ", strength)]);
  return about && change("A term", [{ do: "term", words: about.words, strength: strength.value, ...chosen(where) }]);
}

async function place() {
  const where = subtopics(known.themes, true, {});
  const belongs = choice([["in", "belongs there"], ["out", "does not"]]);
  const passage = choice(Object.entries(known.passages).filter(([, each]) => each.gathers).map(([each]) => [each, each]));
  passage.value = anchor || passage.value;
  const answer = await dialog(
    "Where a passage belongs",
    [h("fieldset", {}, field("Passage ", passage), field("Theme ", where), field("It ", belongs))],
    ["See what it does", "Cancel"],
  );
  if (answer !== "See what it does") return null;
  const { theme, subtopic } = chosen(where);
  const into = belongs.value === "in";
  return change("Where it belongs", [
    { do: "place", path: article, anchor: passage.value, theme, belongs: into, subtopic: into ? subtopic : null },
  ]);
}

async function withdraw() {
  const why = h("input", { required: true });
  const answer = await dialog("Withdraw the article", [h("fieldset", {}, field("Why ", why))], ["See what it does", "Cancel"]);
  if (answer !== "See what it does") return null;
  return change("Withdraw the article", [{ do: "withdraw", path: article, on: today(), why: why.value }]);
}

async function correct() {
  const what = h("input", { required: true });
  const answer = await dialog("A correction", [h("fieldset", {}, field("What was put right ", what))], ["See what it does", "Cancel"]);
  if (answer !== "See what it does") return null;
  return change("A correction", [{ do: "correct", path: article, on: today(), what: what.value }]);
}

function control(key, value) {
  if (key === "draft") return h("input", { type: "checkbox", name: key, checked: Boolean(value) });
  if (key === "authors") return h("textarea", { name: key, rows: "2" }, (value ?? []).join("\n"));
  if (key === "description") return h("textarea", { name: key, rows: "2" }, value ?? "");
  const type = key === "date" || key === "updated" ? "date" : key === "url" ? "url" : "text";
  return h("input", { name: key, type, value: value ?? "" });
}

/** The keys of the form whose values are others than they were. */
function changedKeys(form) {
  const data = new FormData(form);
  const keys = {};
  for (const key of Object.keys(LABELS)) {
    const before = known.keys[key];
    let value = data.get(key);
    if (key === "draft") value = data.has("draft");
    if (key === "authors") value = value.split("\n").map((each) => each.trim()).filter(Boolean);
    if (JSON.stringify(value || null) !== JSON.stringify(before?.length === 0 ? [] : before || null)) keys[key] = value || null;
  }
  const source = Object.fromEntries(Object.keys(SOURCE).map((key) => [key, data.get(`source-${key}`) || null]));
  const had = known.keys.source ?? { name: null, url: null, published: null, licence: null };
  if (JSON.stringify(source) !== JSON.stringify(had)) keys.source = Object.values(source).some(Boolean) ? source : null;
  return keys;
}

async function describe(event) {
  event.preventDefault();
  await attempt(async () => {
    const keys = changedKeys(event.target);
    if (!Object.keys(keys).length) {
      status.textContent = "Nothing is changed in the form.";
      return null;
    }
    const done = await change("Details of the article", [{ do: "describe", path: article, keys }]);
    if (done !== null) isUnsaved = false;
    return done;
  });
}

function tool(label, work) {
  return h("button", { type: "button", mousedown: remember, click: () => attempt(work) }, label);
}

function draw() {
  const fields = Object.entries(LABELS).map(([key, label]) =>
    key === "draft"
      ? h("label", { class: "desk-check" }, control(key, known.keys[key]), ` ${label}`)
      : field(label, control(key, known.keys[key])),
  );
  const source = Object.entries(SOURCE).map(([key, label]) => {
    const input = control(key, known.keys.source?.[key]);
    input.name = `source-${key}`;
    return field(label, input);
  });
  return h(
    "section",
    { class: "desk", "aria-label": "The desk" },
    h("p", {}, h("a", { href: new URL("../../editors/", location.href) }, "The desk"), ` · ${article}`),
    h("p", {}, "Selected words: ", chosenWords),
    h(
      "p",
      { class: "desk-row" },
      tool("Note…", note),
      tool("Name…", name),
      tool("Term…", term),
      tool("Lead…", lead),
      tool("Place…", place),
      tool("Correction…", correct),
      tool("Withdraw…", withdraw),
    ),
    h("details", {}, h("summary", {}, "Details of the article"), h("form", { submit: describe, input: () => (isUnsaved = true) }, ...fields, ...source, h("p", {}, h("button", {}, "See what it does")))),
    status,
  );
}

document.addEventListener("selectionchange", remember);
// the preview reloads a page whenever a file changes, also one that somebody else writes
addEventListener("beforeunload", (event) => {
  if (isUnsaved || document.querySelector("dialog[open]")) event.preventDefault();
});
await attempt(async () => {
  known = await get("article", { path: article });
  document.querySelector("main")?.prepend(draw());
});
