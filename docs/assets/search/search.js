/**
 * The search itself: a field and what it finds, on the page /search/ and in the dialog.
 * The page keeps its state in the address; the dialog has no facets and leaves the address alone.
 */

import { search, show } from "./engine.js";
import { countFacet, FACETS, labelOf, leaves } from "./facets.js";
import { Index, once, opened, SITE, Unsupported } from "./index.js";
import { articleItem, counted, element, topicCard } from "./view.js";

/** @typedef {import("./engine.js").Article} Article */
/** @typedef {import("./engine.js").Found} Found */
/** @typedef {import("./facets.js").Choice} Choice */
/** @typedef {import("./facets.js").Facet} Facet */
/** `any`: passages with any of the names chosen, not all; `all`: without a query, all passages.
 * @typedef {{q: string, exact: boolean, newest: boolean, any: boolean, all: boolean,
 *   choice: Choice}} State
 */

const PAUSE = 120; // milliseconds without a key before a search
const SILENCE = 300; // milliseconds without an answer before it says that it is searching
const ARTICLES = 6;
const NAMES = /** @type {Facet[]} */ (Object.keys(FACETS));
const UNSUPPORTED =
  "This browser is too old for the search: it lacks DecompressionStream, which Chromium has from " +
  "80, Firefox from 113 and Safari from 16.4 on. The lists of themes, names and articles work.";

/**
 * The index, opened once; where the site is of one year, together with those of the others.
 * @param {string[]} lost years that have just been out of reach
 * @param {boolean} anew whether what is open is to be opened again
 * @returns {Promise<Index>}
 */
async function openIndex(lost, anew) {
  const { year } = document.documentElement.dataset;
  if (anew) opened.clear();
  if (!year) return once(opened, "site", () => Index.open(SITE));
  const { openYears } = await import("./years.js");
  return openYears(year, lost);
}

/** @param {string} query the part of an address that begins with ? @returns {State} */
export function readState(query) {
  const parameters = new URLSearchParams(query);
  const choice = Object.fromEntries(NAMES.map((facet) => [facet, parameters.getAll(facet)]));
  return {
    q: parameters.get("q") ?? "",
    exact: parameters.has("exact"),
    newest: parameters.get("order") === "newest",
    any: parameters.has("any"),
    all: parameters.has("all"),
    choice: /** @type {Choice} */ (choice),
  };
}

/** @param {State} state */
export function writeState({ q, exact, newest, any, all, choice }) {
  const parameters = new URLSearchParams();
  if (q.trim()) parameters.set("q", q.trim());
  if (exact) parameters.set("exact", "1");
  if (newest) parameters.set("order", "newest");
  if (any) parameters.set("any", "1");
  if (all && !q.trim()) parameters.set("all", "1");
  for (const facet of NAMES) {
    for (const value of choice[facet]) parameters.append(facet, value);
  }
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

/** The places of the passages that have the whole query; if none has, of all that were found.
 *  @param {Found} found */
function counts({ articles, partial }) {
  const kept = partial ? articles : articles.filter(({ whole }) => whole);
  const passages = kept.flatMap((article) => article.passages);
  return { articles: kept.length, places: passages.map(({ place }) => place) };
}

export class Search {
  /**
   * @param {HTMLElement} root holds the form; what is found is put after it
   * @param {{facets: boolean, start?: HTMLElement | null,
   *   changed?: (state: State, settled: boolean) => void}} options
   *   `start` is shown instead while nothing is asked; `changed` hears of each new state
   */
  constructor(root, { facets, start = null, changed = () => {} }) {
    this.root = root;
    this.facets = facets;
    this.start = start;
    this.changed = changed;
    this.form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
    this.input = /** @type {HTMLInputElement} */ (root.querySelector("input"));
    this.status =
      root.querySelector(".search-status") ??
      element("p", { class: "search-status", role: "status" });
    this.note = element("p", { class: "search-note", "aria-live": "polite" });
    this.order = element("p", { class: "search-order", hidden: true });
    this.filters = element("div", { class: "search-filters", hidden: true });
    this.chosen = element("ul", { class: "search-chosen", "aria-label": "Filters", hidden: true });
    this.found = element("div", { class: "search-found" });
    const tools = element("div", { class: "search-tools" });
    tools.append(this.filters, this.order);
    root.append(this.status, this.note, this.chosen, tools, this.found);
    this.state = readState("");
    /** How many articles are shown. */
    this.shown = ARTICLES;
    this.turn = 0;
    this.timer = 0;
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(
        () => this.ask({ q: this.input.value, exact: false }, true),
        PAUSE,
      );
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.timer);
      const q = this.input.value;
      this.ask({ q, exact: this.state.exact && q.trim() === this.state.q.trim() }, false);
    });
    this.root.addEventListener("keydown", (event) => this.move(event));
  }

  /** Arrow keys go from the field through what is found, and back. @param {KeyboardEvent} event */
  move(event) {
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.matches("summary, .search-filters input")) return;
    const stops = [this.input, ...this.hits()];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next || at < 0) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  /** What is found, in order. @returns {HTMLElement[]} */
  hits() {
    return [...this.root.querySelectorAll("[data-hit]")].map(
      (hit) => /** @type {HTMLElement} */ (hit),
    );
  }

  /**
   * Change the state and search.
   * @param {Partial<State>} change
   * @param {boolean} typing the last word may be unfinished
   */
  ask(change, typing) {
    this.state = { ...this.state, ...change };
    this.shown = ARTICLES;
    this.changed(this.state, !typing);
    return this.show(typing);
  }

  /**
   * Search as a given state says, without telling anyone.
   * @param {State} state
   * @param {number} [shown] how many articles were shown
   */
  restore(state, shown = ARTICLES) {
    this.state = state;
    this.shown = shown;
    if (this.input.value !== state.q) this.input.value = state.q;
    return this.show(false);
  }

  /**
   * @param {boolean} typing
   * @param {string[]} [lost] years that were out of reach meanwhile
   * @param {boolean} [again] that it is tried once more
   * @returns {Promise<void>}
   */
  async show(typing, lost = [], again = false) {
    const turn = ++this.turn;
    const current = () => turn === this.turn;
    const { q, exact, newest, any, all } = this.state;
    this.input.defaultValue = q; // which WebKit puts the field back to when a reader returns
    const choice = this.facets ? this.state.choice : {};
    if (!q.trim() && !all && !Object.values(choice).some((chosen) => chosen.length)) {
      return this.showStart();
    }
    this.root.setAttribute("aria-busy", "true");
    const silence = setTimeout(() => current() && this.say("Searching …"), SILENCE);
    try {
      const index = await openIndex(lost, again && !lost.length);
      /** @type {import("./engine.js").Options} */
      const options = {
        typing,
        exact,
        choice,
        any,
        order: newest || !q.trim() ? "newest" : "best",
        shown: this.shown,
      };
      const found = await search(index, q, options);
      const about = found.topics.length || found.nearest.length ? await index.about() : [];
      if (!current()) return;
      clearTimeout(silence);
      this.render(index, found, about, turn);
      if (this.facets) await this.showFacets(index, found, turn);
    } catch (error) {
      if (!current()) return;
      // The site may have been published anew since it was opened, with another index.
      const unsupported = error instanceof Unsupported;
      const { year } = /** @type {{year?: string}} */ (error);
      if (!again && !unsupported) return this.show(typing, [], true);
      if (year) return this.show(typing, [...lost, year], true);
      this.clear();
      this.say(
        unsupported
          ? UNSUPPORTED
          : "The search could not be loaded. Please check the connection and try again.",
      );
      if (unsupported && this.start) this.start.hidden = false;
      else console.error(error);
    } finally {
      clearTimeout(silence);
      if (current()) this.root.removeAttribute("aria-busy");
    }
  }

  /** Show other hits; the focus stays on the one it is on, or goes back to the field.
   *  @param {Node[]} children */
  replace(children) {
    const { activeElement } = document;
    const inside = this.found.contains(activeElement);
    const which = (/** @type {Element | null} */ hit) =>
      JSON.stringify(/** @type {HTMLElement | null} */ (hit)?.dataset);
    this.found.replaceChildren(...children);
    if (!inside) return;
    (this.hits().find((hit) => which(hit) === which(activeElement)) ?? this.input).focus();
  }

  showStart() {
    this.clear();
    this.status.textContent = "";
    this.root.removeAttribute("aria-busy");
    if (this.start) this.start.hidden = false;
    this.root.dataset.shown = "";
  }

  clear() {
    this.found.replaceChildren();
    this.note.replaceChildren();
    this.chosen.hidden = true;
    this.order.hidden = true;
    this.filters.hidden = true;
    if (this.start) this.start.hidden = true;
  }

  /** @param {string} message */
  say(message) {
    if (this.status.textContent !== message) this.status.textContent = message;
  }

  /**
   * @param {Index} index @param {Found} found @param {string[]} about what cards say of all topics
   * @param {number} turn
   */
  render(index, found, about, turn) {
    if (this.start) this.start.hidden = true;
    this.showNote(found);
    const cards = (/** @type {number[]} */ numbers) =>
      element(
        "ul",
        { class: "search-cards" },
        ...numbers.map((number) => topicCard(index, number, about[number])),
      );
    const ranked = found.units.length > 0;
    const items = found.articles
      .slice(0, this.shown)
      .map((article) => articleItem(index, article, ranked));
    /** @type {Node[]} */
    const children = [];
    if (found.topics.length) {
      children.push(element("h2", { class: "search-heading" }, "Topics"), cards(found.topics));
    }
    if (items.length) {
      const list = element("ol", { class: "search-articles" }, ...items);
      children.push(element("h2", { class: "search-heading" }, "Passages"), list);
      children.push(...this.more(list, index, found, turn));
    }
    if (!found.topics.length && !items.length) children.push(...this.nothing(found));
    if (found.nearest.length) {
      children.push(
        element("h2", { class: "search-heading" }, "Nearest topics"),
        cards(found.nearest),
      );
    }
    this.replace(children);
    this.showOrder(ranked ? found.articles.length : 0);
    this.showChosen(index);
    const { missing } = index;
    const lacking = missing.length
      ? ` Not searched, since out of reach: ${missing.join(", ")}.`
      : "";
    this.say(this.summary(found) + lacking);
    // Tests and scripts can tell from it which query is shown.
    this.root.dataset.shown = this.state.q.trim();
  }

  /** What is shown, in words. @param {Found} found */
  summary(found) {
    const { articles, topics, partial, missing, passed, narrowed, units } = found;
    const cards = counted(topics.length, "topic");
    if (!articles.length && !topics.length) {
      return narrowed ? "No passage is left by these filters." : "Nothing found.";
    }
    if (!articles.length) return `${cards}, no passage.`;
    const whole = counts(found);
    const order = this.state.newest || !units.length ? "newest first" : "best first";
    const passages = counted(whole.places.length, "passage");
    const where = `${passages} in ${counted(whole.articles, "article")}`;
    const rest = articles.length - whole.articles;
    const sentences = [`${topics.length ? `${cards}, ` : ""}${where}, ${order}.`];
    if (missing.length) sentences.unshift("Not all of the words are in the dossier.");
    if (partial) sentences.push("No article has all of the words; these have some.");
    if (rest)
      sentences.push(
        `${counted(rest, "more article has", "more articles have")} some of the words.`,
      );
    if (passed) sentences.push(`${counted(passed, "word")} of this long query not looked for.`);
    return sentences.join(" ");
  }

  /** @param {Found} found */
  showNote({ corrected, beginnings, missing, units }) {
    /** @type {(Node | string)[]} */
    const sentences = [];
    if (missing.length && units.length > missing.length) {
      sentences.push("Not in the dossier: ", element("strong", {}, missing.join(", ")), ". ");
    }
    if (corrected.length) {
      const meant = corrected.map(([, word]) => word).join(", ");
      const typed = corrected.map(([word]) => word).join(", ");
      const literally = new URL(`search/${writeState({ ...this.state, exact: true })}`, SITE);
      const original = element("a", { href: literally }, typed);
      original.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        this.ask({ exact: true }, false);
        this.input.focus();
      });
      sentences.push("Showing results for ", element("strong", {}, meant), ". Search instead for ");
      sentences.push(original, ". ");
    }
    for (const [typed] of beginnings) {
      sentences.push("Words that begin with ", element("strong", {}, typed), ". ");
    }
    this.note.replaceChildren(...sentences);
  }

  /** What is chosen, each of which can be taken back. @param {Index} index */
  showChosen(index) {
    const chosen = this.facets
      ? NAMES.flatMap((facet) => this.state.choice[facet].map((value) => ({ facet, value })))
      : [];
    const items = chosen.map(({ facet, value }) => {
      const label = labelOf(index, facet, value);
      const button = element(
        "button",
        { type: "button", class: "search-more", "aria-label": `Remove ${FACETS[facet]}: ${label}` },
        `${label} ×`,
      );
      button.addEventListener("click", () => {
        const values = this.state.choice[facet].filter((each) => each !== value);
        this.ask({ choice: { ...this.state.choice, [facet]: values } }, false);
        this.input.focus();
      });
      return element("li", {}, button);
    });
    this.chosen.replaceChildren(...items);
    this.chosen.hidden = !items.length;
  }

  /** @param {Found} found @returns {HTMLElement[]} */
  nothing({ narrowed, missing }) {
    if (narrowed) {
      const button = element("button", { type: "button", class: "search-more" }, "Remove filters");
      button.addEventListener("click", () => {
        this.ask({ choice: readState("").choice }, false);
        this.input.focus();
      });
      return [button];
    }
    const words = missing.length ? missing.join(", ") : this.state.q.trim();
    return [
      element(
        "p",
        { class: "search-nothing" },
        "No article has ",
        element("strong", {}, words),
        ".",
      ),
    ];
  }

  /**
   * The button that shows more articles, where there are.
   * @param {HTMLElement} list @param {Index} index @param {Found} found @param {number} turn
   */
  more(list, index, { articles, units }, turn) {
    const left = () => articles.length - this.shown;
    if (left() <= 0) return [];
    const label = () => `More articles (${left().toLocaleString("en-GB")})`;
    const button = element("button", { type: "button", class: "search-more" }, label());
    button.addEventListener("click", async () => {
      const next = articles.slice(this.shown, this.shown + ARTICLES);
      await Promise.all(next.map((article) => show(index, article, units)));
      if (turn !== this.turn) return;
      const items = next.map((article) => articleItem(index, article, units.length > 0));
      list.append(...items);
      /** @type {HTMLElement | null} */ (items[0].querySelector("[data-hit]"))?.focus();
      this.shown += next.length;
      button.textContent = label();
      button.hidden = left() <= 0;
    });
    return [button];
  }

  /** @param {number} count */
  showOrder(count) {
    this.order.hidden = !this.facets || count < 2;
    const { newest } = this.state;
    const button = element(
      "button",
      { type: "button", class: "search-more" },
      newest ? "Show the best first" : "Show the newest first",
    );
    button.addEventListener("click", async () => {
      await this.ask({ newest: !newest }, false);
      this.order.querySelector("button")?.focus();
    });
    this.order.replaceChildren(button);
  }

  /** @param {Index} index @param {Found} found @param {number} turn */
  async showFacets(index, found, turn) {
    const { q, exact, any, choice } = this.state;
    const order = q.trim() ? "best" : "newest";
    const all = found.narrowed ? await search(index, q, { exact, order, shown: 0 }) : found;
    const { places } = counts(all);
    const left = await leaves(index, choice, any);
    const open = new Set(
      [...this.filters.querySelectorAll("details[open]")].map((details) =>
        details.getAttribute("data-facet"),
      ),
    );
    const count = (/** @type {Facet} */ facet) => countFacet(index, facet, places, left, any);
    const groups = await Promise.all(
      NAMES.map((facet) => this.facetGroup(facet, count, open.has(facet))),
    );
    if (turn !== this.turn) return;
    const active = document.activeElement;
    const focused = active?.closest(".search-filters") && active instanceof HTMLInputElement;
    this.filters.replaceChildren(...groups);
    this.filters.hidden = !all.articles.length;
    if (focused) {
      const same = `input[name="${active.name}"][value="${CSS.escape(active.value)}"]`;
      const box = /** @type {HTMLElement | null} */ (this.filters.querySelector(same));
      (box ?? this.input).focus();
    }
  }

  /**
   * The choices of a facet. They are counted when it is opened, since that may need many lists.
   * @param {Facet} facet
   * @param {(facet: Facet) => Promise<{value: string, label: string, count: number}[]>} count
   * @param {boolean} open
   */
  async facetGroup(facet, count, open) {
    const title = FACETS[facet];
    const chosen = this.state.choice[facet];
    const summary = element("summary", {}, chosen.length ? `${title} (${chosen.length})` : title);
    const details = element("details", { class: "search-facet", "data-facet": facet }, summary);
    const fill = async () => details.append(this.facetOptions(facet, await count(facet)));
    if (open || chosen.length) {
      await fill();
      details.open = true;
    } else {
      const failed = () => details.append(element("p", {}, "These could not be loaded."));
      details.addEventListener("toggle", () => fill().catch(failed), { once: true });
    }
    return details;
  }

  /** @param {Facet} facet @param {{value: string, label: string, count: number}[]} rows */
  facetOptions(facet, rows) {
    const chosen = this.state.choice[facet];
    const shown = rows.filter((row) => row.count || chosen.includes(row.value));
    if (!shown.length) return element("p", {}, "None in these results.");
    const options = shown.map(({ value, label, count }) => {
      const checked = chosen.includes(value);
      const box = element("input", { type: "checkbox", name: facet, value, checked });
      box.addEventListener("change", () => {
        const values = box.checked ? [...chosen, value] : chosen.filter((each) => each !== value);
        this.ask({ choice: { ...this.state.choice, [facet]: values } }, false);
      });
      const number = element("span", { class: "search-count" }, count.toLocaleString("en-GB"));
      return element("label", {}, box, element("span", {}, label), number);
    });
    const any = facet === "name" && chosen.length > 1 ? [this.anyOption()] : [];
    return element("fieldset", {}, element("legend", {}, FACETS[facet]), ...any, ...options);
  }

  /** Whether a passage is to have all of the names chosen, or any. */
  anyOption() {
    const box = element("input", {
      type: "checkbox",
      name: "any",
      value: "1",
      checked: this.state.any,
    });
    box.addEventListener("change", () => this.ask({ any: box.checked }, false));
    return element("label", {}, box, element("span", {}, "Any of the names chosen"));
  }
}
