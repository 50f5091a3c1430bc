/**
 * The search itself: a field and what it finds, on the page /search/ and in the dialog.
 * The page keeps its state in the address; the dialog has no facets and leaves the address alone.
 */

import { countFacet, FACETS, leaves } from "./facets.js";
import { Index, once, opened, SITE } from "./index.js";
import { nearestTopics, understand } from "./query.js";
import { rank } from "./rank.js";
import { articleItem, counted, element, topicCard } from "./view.js";

/** @typedef {import("./facets.js").Choice} Choice */
/**
 * @typedef {{q: string, exact: boolean, newest: boolean, choice: Choice}} State
 */

const PAUSE = 120; // milliseconds without a key before a search
const ARTICLES = 8;
const MOST_CARDS = 6;
const MOST_BY_TEXT = 2; // cards of topics whose page has the words, but not as its name

/**
 * The index, opened once; where the site is of one year, together with those of the others.
 * @param {string[]} lost years that have just been out of reach
 * @param {boolean} anew whether what is open is to be opened again
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
  const choice = Object.fromEntries(Object.keys(FACETS).map((f) => [f, parameters.getAll(f)]));
  return {
    q: parameters.get("q") ?? "",
    exact: parameters.has("exact"),
    newest: parameters.get("order") === "newest",
    choice: /** @type {Choice} */ (choice),
  };
}

/** @param {State} state */
export function writeState({ q, exact, newest, choice }) {
  const parameters = new URLSearchParams();
  if (q.trim()) parameters.set("q", q.trim());
  if (exact) parameters.set("exact", "1");
  if (newest) parameters.set("order", "newest");
  for (const facet of Object.keys(FACETS)) {
    for (const value of choice[facet]) parameters.append(facet, value);
  }
  const text = parameters.toString();
  return text ? `?${text}` : "";
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
    this.form = root.querySelector("form");
    this.input = root.querySelector("input");
    this.status =
      root.querySelector(".search-status") ??
      element("p", { class: "search-status", role: "status" });
    this.note = element("p", { class: "search-note", hidden: true });
    this.order = element("p", { class: "search-order", hidden: true });
    this.filters = element("div", { class: "search-filters", hidden: true });
    this.found = element("div", { class: "search-found" });
    const tools = element("div", { class: "search-tools" });
    tools.append(this.filters, this.order);
    root.append(this.status, this.note, tools, this.found);
    /** @type {State} */
    this.state = readState("");
    this.turn = 0;
    this.timer = 0;
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask({ q: this.input.value, exact: false }, true), PAUSE);
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
    if (event.target.matches("summary, .search-filters input")) return;
    const stops = [this.input, ...this.root.querySelectorAll("[data-hit]")];
    const at = stops.indexOf(document.activeElement);
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next || at < 0) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  /**
   * Change the state and search.
   * @param {Partial<State>} change
   * @param {boolean} typing the last word may be unfinished
   */
  ask(change, typing) {
    this.state = { ...this.state, ...change };
    this.changed(this.state, !typing);
    return this.show(typing);
  }

  /** Search as a given state says, without telling anyone. @param {State} state */
  restore(state) {
    this.state = state;
    if (this.input.value !== state.q) this.input.value = state.q;
    return this.show(false);
  }

  /**
   * @param {boolean} typing
   * @param {string[]} [lost] years that were out of reach meanwhile
   * @param {boolean} [again] that it is tried once more
   */
  async show(typing, lost = [], again = false) {
    const turn = ++this.turn;
    const current = () => turn === this.turn;
    const { q, exact, newest, choice } = this.state;
    if (!q.trim()) return this.showStart();
    this.root.setAttribute("aria-busy", "true");
    try {
      const index = await openIndex(lost, again && !lost.length);
      const query = await understand(q, index, { typing, literal: exact });
      const left = await leaves(index, this.facets ? choice : readState("").choice);
      const masks = Object.values(left).filter(Boolean);
      const units = query.units.slice(0, 40);
      const allowed = masks.length ? (place) => masks.every((mask) => mask[place]) : () => true;
      const ranking = await rank(units, index, allowed);
      if (newest) ranking.results.sort((a, b) => a.article - b.article);
      const cards = masks.length
        ? []
        : [...new Set([...query.topics, ...ranking.topics.slice(0, MOST_BY_TEXT)])].slice(0, MOST_CARDS);
      const first = ranking.results.slice(0, ARTICLES);
      const items = await Promise.all(first.map((result) => articleItem(index, result, units)));
      if (!current()) return;
      this.render({ index, query, ranking, cards, items, units, turn, narrowed: masks.length > 0 });
      if (this.facets) await this.showFacets(index, units, left, ranking, turn);
    } catch (error) {
      if (!current()) return;
      // The site may have been published anew since it was opened, with another index.
      if (!again) return this.show(typing, [], true);
      if (error.year) return this.show(typing, [...lost, error.year], true);
      this.clear();
      this.say("The search could not be loaded. Please check the connection and try again.");
      console.error(error);
    } finally {
      if (current()) this.root.removeAttribute("aria-busy");
    }
  }

  /** Show other hits; the focus stays on the one it is on, or goes back to the field. */
  replace(children) {
    const { activeElement } = document;
    const inside = this.found.contains(activeElement);
    const which = (/** @type {HTMLElement} */ hit) => JSON.stringify(hit.dataset);
    this.found.replaceChildren(...children);
    if (!inside) return;
    const hits = [...this.found.querySelectorAll("[data-hit]")];
    (hits.find((hit) => which(hit) === which(activeElement)) ?? this.input).focus();
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
    this.note.hidden = true;
    this.order.hidden = true;
    this.filters.hidden = true;
    if (this.start) this.start.hidden = true;
  }

  /** @param {string} message */
  say(message) {
    if (this.status.textContent !== message) this.status.textContent = message;
  }

  render({ index, query, ranking, cards, items, units, turn, narrowed }) {
    if (this.start) this.start.hidden = true;
    this.showNote(query);
    const { results, passages } = ranking;
    const topics = cards.map((number) => topicCard(index, number));
    const children = [];
    if (topics.length) {
      children.push(
        element("h2", { class: "search-heading" }, "Topics"),
        element("ul", { class: "search-cards" }, ...topics),
      );
    }
    if (items.length) {
      const list = element("ol", { class: "search-articles" }, ...items);
      children.push(element("h2", { class: "search-heading" }, "Passages"), list);
      this.addMore(children, list, index, results, units, turn);
    }
    if (!topics.length && !items.length) children.push(...this.nothing(index, query, narrowed));
    this.replace(children);
    this.showOrder(results.length);
    const { missing } = index;
    const lacking = missing.length ? ` Not searched, since out of reach: ${missing.join(", ")}.` : "";
    this.say(this.summary(ranking, topics.length, passages, narrowed) + lacking);
    // Tests and scripts can tell from it which query is shown.
    this.root.dataset.shown = this.state.q.trim();
  }

  summary(ranking, topics, passages, narrowed) {
    const { results, partial } = ranking;
    const also = topics ? `${counted(topics, "topic")}, ` : "";
    if (!results.length && !topics) {
      return narrowed ? "No passage is left by these filters." : "Nothing found.";
    }
    if (!results.length) return `${counted(topics, "topic")}, no passage.`;
    const order = this.state.newest ? "newest first" : "best first";
    const where = `${counted(passages, "passage")} in ${counted(results.length, "article")}`;
    const some = partial ? " No article has all of the words; these have the rarer ones." : "";
    return `${also}${where}, ${order}.${some}`;
  }

  showNote(query) {
    const sentences = [];
    if (query.corrected.length) {
      const meant = query.corrected.map(([, word]) => word).join(", ");
      const typed = query.corrected.map(([word]) => word).join(", ");
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
    for (const [typed] of query.beginnings) {
      sentences.push("Words that begin with ", element("strong", {}, typed), ". ");
    }
    if (query.missing.length && query.units.length > query.missing.length) {
      const words = query.missing.join(", ");
      sentences.push("Not in the dossier: ", element("strong", {}, words), ". ");
    }
    this.note.replaceChildren(...sentences);
    this.note.hidden = !sentences.length;
  }

  nothing(index, query, narrowed) {
    if (narrowed) {
      const button = element("button", { type: "button", class: "search-more" }, "Remove filters");
      button.addEventListener("click", () => {
        this.ask({ choice: readState("").choice }, false);
        this.input.focus();
      });
      return [button];
    }
    const near = nearestTopics(this.state.q, index);
    const words = query.missing.length ? query.missing.join(", ") : this.state.q.trim();
    return [
      element("p", { class: "search-nothing" }, "No article has ", element("strong", {}, words), "."),
      element("h2", { class: "search-heading" }, "Nearest topics"),
      element("ul", { class: "search-cards" }, ...near.map((number) => topicCard(index, number))),
    ];
  }

  addMore(children, list, index, results, units, turn) {
    let shown = ARTICLES;
    if (results.length <= shown) return;
    const label = () => `More articles (${(results.length - shown).toLocaleString("en-GB")})`;
    const button = element("button", { type: "button", class: "search-more" }, label());
    button.addEventListener("click", async () => {
      const next = results.slice(shown, shown + ARTICLES);
      const items = await Promise.all(next.map((result) => articleItem(index, result, units)));
      if (turn !== this.turn) return;
      list.append(...items);
      items[0].querySelector("[data-hit]").focus();
      shown += next.length;
      button.textContent = label();
      button.hidden = shown >= results.length;
    });
    children.push(button);
  }

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

  async showFacets(index, units, left, ranking, turn) {
    const narrowed = Object.values(left).some(Boolean);
    const all = narrowed ? await rank(units, index, () => true) : ranking;
    const open = new Set(
      [...this.filters.querySelectorAll("details[open]")].map((details) => details.dataset.facet),
    );
    const count = (facet) => countFacet(index, facet, all.results, left);
    const groups = await Promise.all(
      Object.keys(FACETS).map((facet) => this.facetGroup(facet, count, open.has(facet))),
    );
    if (turn !== this.turn) return;
    const focused = document.activeElement?.closest?.(".search-filters input");
    this.filters.replaceChildren(...groups);
    this.filters.hidden = !all.results.length;
    if (focused) {
      const same = `input[name="${focused.name}"][value="${CSS.escape(focused.value)}"]`;
      (this.filters.querySelector(same) ?? this.input).focus();
    }
  }

  /**
   * The choices of a facet. They are counted when it is opened, since that may need many lists.
   * @param {string} facet
   * @param {(facet: string) => Promise<{value: string, label: string, count: number}[]>} count
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

  facetOptions(facet, rows) {
    const chosen = this.state.choice[facet];
    const shown = rows.filter((row) => row.count || chosen.includes(row.value));
    if (!shown.length) return element("p", {}, "None in these results.");
    const options = shown.map(({ value, label, count }) => {
      const box = element("input", {
        type: "checkbox",
        name: facet,
        value,
        checked: chosen.includes(value),
      });
      box.addEventListener("change", () => {
        const values = box.checked ? [...chosen, value] : chosen.filter((each) => each !== value);
        this.ask({ choice: { ...this.state.choice, [facet]: values } }, false);
      });
      const number = element("span", { class: "search-count" }, count.toLocaleString("en-GB"));
      return element("label", {}, box, element("span", {}, label), number);
    });
    return element("fieldset", {}, element("legend", {}, FACETS[facet]), ...options);
  }
}
