// Asks the desk, shows what a change would do before it is made, and makes it.

const meta = document.querySelector('meta[name="desk"]');
const api = new URL(meta?.content ?? "", location.href);
/** The path of the article that the page shows; empty on the desk itself. */
export const article = meta?.dataset.article ?? "";

/** What the desk answered that is no success; `files` has by path what two versions differ in. */
export class Answer extends Error {
  constructor(message, files = {}) {
    super(message);
    this.files = files;
  }
}

/** Asked for once: the token that none but a page of this preview can read. */
let token;

async function ask(what, options = {}) {
  let response;
  try {
    token ??= (await (await fetch(new URL("token", api))).json()).token ?? "";
    response = await fetch(new URL(what, api), { ...options, headers: { ...options.headers, "X-Desk": token } });
  } catch {
    throw new Answer("The preview does not answer; is scripts/serve running?");
  }
  const said = await response.json().catch(() => ({ message: response.statusText }));
  if (!response.ok) throw new Answer(said.message, said.files);
  return said;
}

/** What the desk tells: `what` is an address below its own, `asked` what goes behind it. */
export function get(what, asked = {}) {
  return ask(`${what}?${new URLSearchParams(asked)}`);
}

function post(what, body) {
  return ask(what, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Takes back what was done last. */
export function undo() {
  return post("undo", {});
}

/** The next edition after this number, when the files have been read again. */
export function next(number) {
  return get("edition", { after: number });
}

/**
 * An element: attributes that are true stand without a value, those that are false not at all, and
 * functions are what happens on an event.
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

let fields = 0;

/** A field with its label. */
export function field(label, control) {
  control.id = `desk-field-${++fields}`;
  return h("div", { class: "desk-field" }, h("label", { for: control.id }, label), control);
}

/** A choice of [value, title], or of a group's title and its choices. */
export function choice(rows, attributes = {}) {
  return h(
    "select",
    attributes,
    rows.map(([value, title]) =>
      Array.isArray(title)
        ? h("optgroup", { label: value }, title.map(([inner, name]) => h("option", { value: inner }, name)))
        : h("option", { value }, title),
    ),
  );
}

/** All subtopics, by themes, as `theme/Subtopic`; `alone` adds each theme as such. */
export function subtopics(themes, alone, attributes) {
  return choice(
    themes.map(({ slug, title, subtopics }) => [
      title,
      [
        ...(alone ? [[slug, `${title}, by its words`]] : []),
        ...subtopics.map((subtopic) => [`${slug}/${subtopic}`, `${title} › ${subtopic}`]),
      ],
    ]),
    attributes,
  );
}

/** What a choice of a subtopic says. */
export function chosen(select) {
  const [theme, ...rest] = select.value.split("/");
  return { theme, subtopic: rest.join("/") || null };
}

/** A dialog that is there until it is answered: gives what was pressed, or "" for none. */
export function dialog(title, body, buttons) {
  return new Promise((resolve) => {
    const opener = document.activeElement;
    const heading = h("h2", { id: "desk-dialog-title" }, title);
    const form = h(
      "form",
      { method: "dialog" },
      body,
      h(
        "p",
        { class: "desk-row" },
        buttons.map((label, place) =>
          h("button", { value: label, autofocus: place === 0, formnovalidate: place > 0 }, label),
        ),
      ),
    );
    const element = h(
      "dialog",
      {
        class: "desk-dialog",
        "aria-labelledby": "desk-dialog-title",
        close: () => {
          element.remove();
          if (opener instanceof HTMLElement) opener.focus();
          resolve(element.returnValue);
        },
      },
      heading,
      form,
    );
    document.body.append(element);
    element.showModal();
  });
}

function counted(number, word) {
  return `${number.toLocaleString("en-GB")} ${word}${number === 1 ? "" : "s"}`;
}

/** What a change would do, in one sentence. */
export function sentence({ gains, losses, files }) {
  if (!gains && !losses) return `Moves no passage. Changes ${Object.keys(files).join(", ")}.`;
  const moves = [gains ? `${counted(gains, "passage")} in` : "none in", losses ? `${counted(losses, "passage")} out` : "none out"];
  return `Moves ${moves.join(" and ")}.`;
}

function moved(title, rows, all) {
  if (!rows.length) return null;
  return h(
    "section",
    {},
    h("h3", {}, `${title} (${all.toLocaleString("en-GB")})`),
    h(
      "ul",
      {},
      rows.map((row) =>
        h(
          "li",
          {},
          h("strong", {}, [row.topic, row.subtopic].filter(Boolean).join(" › ")),
          ` ${row.text} `,
          h("em", {}, `${row.article}, ${row.anchor}`),
        ),
      ),
    ),
  );
}

function changedFiles(files) {
  return Object.entries(files).map(([path, diff]) =>
    h("section", {}, h("h3", {}, path), h("pre", {}, diff.join("\n"))),
  );
}

/**
 * Shows what changes would do, and makes them if that is wanted; gives the sentence that says what
 * was done, or null if it was not. Where `silent`, nothing is asked, as a change does what it says.
 */
export async function change(title, changes, silent = false) {
  const look = await post("look", { changes });
  if (!silent) {
    const diffs = Object.fromEntries(Object.entries(look.files).map(([path, { diff }]) => [path, diff]));
    const answer = await dialog(
      title,
      [
        h("p", {}, sentence(look)),
        moved("In", look.gained, look.gains),
        moved("Out", look.lost, look.losses),
        h("details", {}, h("summary", {}, "What is written"), changedFiles(diffs)),
      ].filter(Boolean),
      ["Make the change", "Cancel"],
    );
    if (answer !== "Make the change") return null;
  }
  const seen = Object.fromEntries(Object.entries(look.files).map(([path, file]) => [path, file.seen]));
  try {
    await post("make", { changes, seen });
  } catch (error) {
    if (!(error instanceof Answer) || !Object.keys(error.files ?? {}).length) throw error;
    const again = await dialog(
      "The file has changed in the meantime",
      [h("p", {}, "Nothing was written. This is what changed:"), ...changedFiles(error.files)],
      ["Look again", "Cancel"],
    );
    return again === "Look again" ? change(title, changes) : null;
  }
  return sentence(look);
}

/** The words that are selected on the page, on one line. */
export function selectedWords() {
  return (getSelection()?.toString() ?? "").replace(/\s+/g, " ").trim();
}
