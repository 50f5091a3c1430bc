import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { find, open } from "../../../docs/assets/search/engine.js";
import { opened } from "../../../docs/assets/search/index.js";
import { get, openPage, press, texts, until } from "./dom.js";
import { buildSite, requests, serve } from "./site.js";

const site = buildSite();
serve(site);
const index = await open(site);
openPage(site, "search/?q=Velia");
await import("../../../docs/assets/search/start.js");

const SHOWN = 6; // articles at first, and at each turn
const root = get("[data-search-page]");
const start = get("[data-search-start]");
const field = /** @type {HTMLInputElement} */ (get("input[name=q]"));
const shows = (/** @type {string} */ text) =>
  until(() => root.dataset.shown === text && !root.hasAttribute("aria-busy"), `answers ${text}`);
const status = () => get(".search-status").textContent ?? "";
const links = () => [...root.querySelectorAll(".search-passage a")];
const anchors = () =>
  links().map((link) => `${link.getAttribute("data-article")}#${link.getAttribute("data-anchor")}`);

/** @param {string} text */
function type(text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {string} text */
async function submit(text) {
  field.value = text;
  get("form", root).dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await shows(text.trim());
}

/** Go to an address of the page as Back does. @param {string} query @param {object} [state] */
async function visit(query, state = {}) {
  history.pushState(state, "", `/search/${query}`);
  dispatch("popstate");
  await shows(new URLSearchParams(query).get("q") ?? "");
}

/** @param {string} name */
const dispatch = (name) => window.dispatchEvent(new Event(name));

/** @param {string} facet */
async function openFacet(facet) {
  const details = () => /** @type {HTMLDetailsElement} */ (get(`[data-facet=${facet}]`));
  details().open = true;
  details().dispatchEvent(new Event("toggle"));
  await until(() => details().querySelector("fieldset, p"), facet);
  return details();
}

/** @param {HTMLElement} within @param {string} value */
async function tick(within, value) {
  const box = /** @type {HTMLInputElement} */ (get(`input[value="${value}"]`, within));
  const before = location.search;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  await until(() => location.search !== before && !root.hasAttribute("aria-busy"), value);
}

beforeEach(async () => {
  requests.fail = () => false;
  for (const details of root.querySelectorAll("details")) details.open = false;
  await visit("?q=Velia");
});

test("the page shows the articles, passages and topics that the engine finds", async () => {
  const found = await find(index, "Velia", { shown: SHOWN });
  assert.deepEqual(
    texts(".search-article h3"),
    found.articles.slice(0, SHOWN).map(({ title }) => title),
  );
  const [article] = found.articles;
  assert.deepEqual(
    anchors().slice(0, Math.min(3, article.passages.length)),
    article.passages.slice(0, 3).map(({ anchor }) => `articles/${article.slug}/#${anchor}`),
  );
  assert.deepEqual(
    texts(".search-card strong"),
    found.topics.map((number) => index.core.topics[number].title),
  );
  assert.ok(start.hidden);
  assert.equal(root.hasAttribute("aria-busy"), false);
});

test("a result tells date, source, themes and what was found, and leads to it", async () => {
  await submit("weaver carpet");
  assert.deepEqual(texts(".search-meta").slice(0, 1), ["7 August 2025 · Test Review"]);
  assert.deepEqual(texts(".search-passage mark", get(".search-passage")), ["carpet", "weavers"]);
  const url = new URL(/** @type {HTMLAnchorElement} */ (links()[0]).href);
  assert.ok(url.pathname.endsWith("/articles/trade/"));
  assert.deepEqual(url.searchParams.getAll("highlight"), ["carpet", "weavers"]);
  assert.equal(url.hash, "#p3");
  const { text } = (await find(index, "weaver carpet")).articles[0];
  assert.equal(texts(".search-words")[0], text?.passages[2][1]);
  const themes = text?.passages[2][2].map((number) => index.core.topics[number].title);
  assert.deepEqual(texts(".search-themes .theme", get(".search-passage")), themes);
});

test("a topic's card tells its kind and how many passages it has, and leads to it", async () => {
  await submit("jarlhaven");
  assert.deepEqual(texts(".search-heading"), ["Topics", "Passages"]);
  const card = get(".search-card a");
  const topic = index.core.topics.filter(({ slug }) => slug === card.dataset.topic)[0];
  assert.ok(card.getAttribute("href")?.endsWith(topic.url));
  assert.equal(get(".search-kind", card).textContent, topic.kind);
  assert.match(get(".search-count", card).textContent ?? "", RegExp(`^${topic.places} passages?$`));
  const about = (await index.about())[index.core.topics.indexOf(topic)];
  assert.ok(about && texts("span", card).includes(about));
});

test("the topics that are nearest to what is nowhere are described, too", async () => {
  await submit("Mirelogy");
  const { topics, nearest } = await find(index, "Mirelogy");
  assert.deepEqual(topics, []);
  const about = await index.about();
  assert.deepEqual(texts(".search-heading"), ["Nearest topics"]);
  const cards = [...root.querySelectorAll(".search-card")];
  assert.equal(cards.length, nearest.length);
  nearest.forEach((number, n) => assert.ok(texts("span", cards[n]).includes(about[number])));
});

test("the line above tells how much was found, and in which order", async () => {
  const { articles, topics } = await find(index, "Velia");
  const whole = articles.filter((article) => article.whole);
  const passages = whole.reduce((sum, { passages: row }) => sum + row.length, 0);
  const cards = `${topics.length} topic${topics.length === 1 ? "" : "s"}`;
  const where = `${passages} passages in ${whole.length} articles, best first.`;
  assert.equal(status(), topics.length ? `${cards}, ${where}` : where);
  await submit("Thyssenkrupp");
  assert.match(status(), /^1 passage in 1 article, best first\.$/);
  await submit("Citroen drones");
  assert.match(status(), /No article has all of the words; these have some\.$/);
  await submit("technology zeppelin");
  assert.equal(status(), "1 topic, no passage.");
  await submit("zeppelin fishermen");
  assert.match(status(), /^Not all of the words are in the dossier\. /);
  assert.deepEqual(texts(".search-note strong"), ["zeppelin"]);
});

test("more articles with some of the words are counted apart, and marked", async () => {
  await submit("trade deal 500 billion");
  await submit("submarine propulsion OR drones");
  const { articles } = await find(index, "submarine propulsion OR drones");
  const some = articles.filter(({ whole }) => !whole).length;
  assert.equal(some, 1);
  assert.match(status(), / 1 more article has some of the words\.$/);
  assert.deepEqual(texts(".search-partial"), ["Partial match"]);
  await submit("Velia");
  assert.deepEqual(texts(".search-partial"), []);
});

test("where nothing is found, the page says so and names what is nearest", async () => {
  await submit("quokka");
  assert.equal(status(), "Nothing found.");
  assert.deepEqual(texts(".search-nothing"), ["No article has quokka."]);
  assert.ok(texts(".search-card strong").length > 1);
  assert.deepEqual(anchors(), []);
  await submit("quokka jaguar");
  assert.deepEqual(texts(".search-nothing"), ["No article has quokka, jaguar."]);
});

test("an empty field brings back what the page shows at first", async () => {
  await submit("");
  assert.ok(!start.hidden);
  assert.equal(status(), "");
  assert.deepEqual([anchors(), texts(".search-card")], [[], []]);
  assert.ok(get(".search-filters").hidden && get(".search-order").hidden);
  assert.equal(location.search, "");
});

test("while one types it searches after a rest, in the same entry of the history", async () => {
  const before = history.length;
  type("germ");
  type("germani");
  assert.equal(root.dataset.shown, "Velia");
  await shows("germani");
  assert.equal(location.search, "?q=germani");
  type("germaniu");
  await shows("germaniu");
  assert.equal(history.length, before + 1);
  assert.match(get(".search-note").textContent ?? "", /^Words that begin with germaniu\.\s*$/);
  await submit("germanium");
  assert.equal(history.length, before + 2);
  assert.equal(get(".search-note").textContent, "");
  await submit("drones");
  assert.equal(history.length, before + 3);
  await submit("drones");
  assert.equal(history.length, before + 3);
});

test("what was typed before is not shown after what was typed later", async () => {
  const slow = requests.fail;
  type("tariffs");
  get("form", root).dispatchEvent(new Event("submit", { cancelable: true }));
  field.value = "submarines";
  get("form", root).dispatchEvent(new Event("submit", { cancelable: true }));
  await shows("submarines");
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(root.dataset.shown, "submarines");
  assert.equal(location.search, "?q=submarines");
  requests.fail = slow;
});

test("a correction is told, and can be taken back", async () => {
  await submit("Thyssenkrup");
  assert.equal(
    get(".search-note").textContent?.trim(),
    "Showing results for thyssenkrupp. Search instead for Thyssenkrup.",
  );
  const link = /** @type {HTMLAnchorElement} */ (get(".search-note a"));
  assert.ok(link.href.endsWith("search/?q=Thyssenkrup&exact=1"));
  link.click();
  await until(() => status() === "Nothing found.");
  assert.equal(location.search, "?q=Thyssenkrup&exact=1");
  assert.ok(document.activeElement === field);
  // Asked again it stays as it is; another query is corrected.
  await submit("Thyssenkrup");
  assert.equal(status(), "Nothing found.");
  await submit("Citreon");
  assert.match(get(".search-note").textContent ?? "", /citroen/);
});

test("the newest come first when asked for, and the best again", async () => {
  const button = () => get(".search-order button");
  const best = texts(".search-article h3");
  assert.equal(button().textContent, "Show the newest first");
  button().click();
  await until(() => location.search === "?q=Velia&order=newest");
  await until(() => button().textContent === "Show the best first");
  const { articles } = await find(index, "Velia", { order: "newest", shown: SHOWN });
  assert.deepEqual(
    texts(".search-article h3"),
    articles.slice(0, SHOWN).map(({ title }) => title),
  );
  assert.match(status(), /, newest first\./);
  await until(() => document.activeElement === button());
  button().click();
  await until(() => location.search === "?q=Velia");
  await until(() => button().textContent === "Show the newest first");
  assert.deepEqual(texts(".search-article h3"), best);
});

test("an order is offered only where there is one to choose: from two articles on", async () => {
  for (const [text, offered] of /** @type {const} */ ([
    ["Thyssenkrupp", false],
    ["critical minerals", true],
    ["quokka", false],
    ["Velia", true],
    ["technology zeppelin", false],
  ])) {
    await submit(text);
    assert.equal(get(".search-order").hidden, !offered, text);
  }
  assert.equal((await find(index, "critical minerals")).articles.length, 2);
});

test("more articles are shown when asked for, and the first of them has the focus", async () => {
  const { articles } = await find(index, "Velia", { shown: 99 });
  assert.ok(articles.length > SHOWN);
  const button = get(".search-found > .search-more");
  assert.equal(button.textContent, `More articles (${articles.length - SHOWN})`);
  button.click();
  await until(() => texts(".search-article").length > SHOWN);
  assert.deepEqual(
    texts(".search-article h3"),
    articles.slice(0, 2 * SHOWN).map(({ title }) => title),
  );
  assert.equal(button.hidden, articles.length <= 2 * SHOWN);
  const next = [...root.querySelectorAll(".search-article")][SHOWN];
  assert.ok(document.activeElement === next.querySelector("[data-hit]"));
});

test("more passages of an article are shown when asked for", async () => {
  await visit("?year=2025");
  const { articles } = await find(index, "", { choice: { year: ["2025"] } });
  const at = articles.slice(0, SHOWN).findIndex(({ passages: row }) => row.length > 3);
  assert.ok(at >= 0);
  const all = articles[at].passages.length;
  const item = /** @type {HTMLElement} */ (root.querySelectorAll(".search-article")[at]);
  assert.equal(texts(".search-passage", item).length, 3);
  const button = get(".search-more", item);
  const rest = all - 3;
  const many = rest === 1 ? "passage" : "passages";
  assert.equal(button.textContent, `${rest} more ${many} of this article`);
  button.click();
  assert.equal(texts(".search-passage", item).length, all);
  assert.ok(!item.querySelector(".search-more"));
  assert.ok(document.activeElement === item.querySelectorAll(".search-passage a")[3]);
});

test("arrow keys go from the field through what is found, and back", (t) => {
  const hits = [...root.querySelectorAll("[data-hit]")];
  field.focus();
  const { mock } = t.mock.method(/** @type {HTMLElement} */ (hits[0]), "scrollIntoView");
  const down = press(field, "ArrowDown");
  assert.deepEqual(mock.calls.map((call) => call.arguments), [[{ block: "nearest" }]]);
  assert.ok(down.defaultPrevented);
  assert.ok(document.activeElement === hits[0]);
  press(hits[0], "ArrowDown");
  assert.ok(document.activeElement === hits[1]);
  press(hits[1], "ArrowUp");
  press(hits[0], "ArrowUp");
  assert.ok(document.activeElement === field);
  assert.ok(!press(field, "ArrowUp").defaultPrevented);
  assert.ok(document.activeElement === field);
  assert.ok(!press(field, "ArrowRight").defaultPrevented);
  assert.ok(document.activeElement === field);
  const summary = get("summary", root);
  summary.setAttribute("tabindex", "0");
  summary.focus();
  assert.ok(!press(summary, "ArrowDown").defaultPrevented);
  const button = get(".search-order button");
  button.focus();
  assert.ok(!press(button, "ArrowDown").defaultPrevented);
  assert.ok(document.activeElement === button);
});

test("a filter lists what it would leave, is put into the address, and narrows", async () => {
  const facet = await openFacet("theme");
  const rows = texts("label", facet);
  assert.ok(rows.length > 1);
  assert.equal(facet.querySelectorAll("label input[type=checkbox]").length, rows.length);
  const defence = texts("label", facet).filter((row) => row.startsWith("Defence"))[0];
  await tick(facet, "defence");
  assert.equal(location.search, "?q=Velia&theme=defence");
  const { articles } = await find(index, "Velia", { choice: { theme: ["defence"] }, shown: SHOWN });
  const passages = articles
    .filter(({ whole }) => whole)
    .reduce((sum, { passages: row }) => sum + row.length, 0);
  assert.ok(defence.endsWith(String(passages)), `${defence}: ${passages}`);
  assert.deepEqual(
    texts(".search-article h3"),
    articles.slice(0, SHOWN).map(({ title }) => title),
  );
  assert.deepEqual(texts(".search-card"), []);
  await until(() => texts("summary", root)[0] === "Theme (1)");
  // What is chosen is open, and the others are counted as they were.
  assert.deepEqual(texts("[data-facet=theme] label"), rows);
  const removal = get(".search-chosen button");
  assert.equal(removal.getAttribute("aria-label"), "Remove Theme: Defence");
  removal.click();
  await until(() => location.search === "?q=Velia");
  await shows("Velia");
  assert.ok(get(".search-chosen").hidden);
  assert.ok(document.activeElement === field);
});

test("a filter that is ticked twice is as it was; of two, one stays", async () => {
  const facet = await openFacet("year");
  const years = [...facet.querySelectorAll("input")].map(({ value }) => value);
  await tick(facet, years[0]);
  await until(() => texts("[data-facet=year] label").length > 1);
  await tick(get("[data-facet=year]"), years[1]);
  assert.equal(location.search, `?q=Velia&year=${years[0]}&year=${years[1]}`);
  await until(() => texts(".search-chosen li").length === 2);
  await tick(get("[data-facet=year]"), years[0]);
  assert.equal(location.search, `?q=Velia&year=${years[1]}`);
});

test("of several names a reader may have any", async () => {
  await visit("?q=Velia&name=s-jarlhaven");
  assert.ok(!root.querySelector("input[name=any]"));
  await visit("?name=s-jarlhaven&name=viktor-mirel");
  await until(() => root.querySelector("input[name=any]"));
  const all = texts(".search-passage").length;
  await tick(get("[data-facet=name]"), "1");
  assert.ok(new URLSearchParams(location.search).has("any"));
  assert.ok(texts(".search-passage").length > all);
  await until(() => /** @type {HTMLInputElement} */ (get("input[name=any]")).checked);
});

test("filters without a query list passages; where they leave none, they can be removed", async () => {
  await visit("?theme=defence");
  await until(() => status().includes("newest first"));
  const { articles } = await find(index, "", { choice: { theme: ["defence"] } });
  const passages = articles.reduce((sum, { passages: row }) => sum + row.length, 0);
  assert.equal(status(), `${passages} passages in ${articles.length} articles, newest first.`);
  assert.ok(get(".search-order").hidden);
  assert.deepEqual(texts(".search-partial"), []);
  await visit("?q=almonds&year=2020");
  await until(() => status() === "No passage is left by these filters.");
  const button = get(".search-found .search-more");
  assert.equal(button.textContent, "Remove filters");
  button.click();
  await until(() => location.search === "?q=almonds");
  await shows("almonds");
  assert.match(status(), /passage/);
  assert.ok(document.activeElement === field);
});

test("a facet whose lists cannot be loaded says so", async () => {
  opened.clear();
  requests.fail = (path) => /\/[ct]\//.test(path); // lists of topics
  await submit("Thyssenkrupp");
  assert.deepEqual(texts("p", await openFacet("name")), ["These could not be loaded."]);
});

test("when a file is out of reach the page says so, and works again later", async (t) => {
  t.mock.method(console, "error", () => {});
  opened.clear();
  requests.fail = () => true;
  field.value = "tariffs";
  get("form", root).dispatchEvent(new Event("submit", { cancelable: true }));
  await until(() => status().startsWith("The search could not be loaded."));
  assert.deepEqual(anchors(), []);
  assert.equal(root.hasAttribute("aria-busy"), false);
  requests.fail = () => false;
  await submit("tariffs");
  assert.ok(anchors().length);
});

test("a site that is published anew is opened anew", async () => {
  const stale = await open(site);
  stale.folder = new URL("gone/", stale.folder);
  opened.clear();
  opened.set("site", Promise.resolve(stale));
  await submit("drones");
  assert.ok(anchors().length);
  assert.notEqual(await opened.get("site"), stale);
});

test("a browser that is too old is told from which on it works", async () => {
  const { DecompressionStream } = globalThis;
  opened.clear();
  // @ts-expect-error: it is taken away
  delete globalThis.DecompressionStream;
  try {
    field.value = "tariffs";
    get("form", root).dispatchEvent(new Event("submit", { cancelable: true }));
    await until(() => status().startsWith("This browser is too old"));
    assert.ok(!start.hidden);
  } finally {
    globalThis.DecompressionStream = DecompressionStream;
  }
});

test("a search that takes long says that it goes on", async () => {
  opened.clear();
  const { fetch } = globalThis;
  globalThis.fetch = async (input) => {
    await new Promise((resolve) => setTimeout(resolve, 350));
    return fetch(String(input));
  };
  try {
    field.value = "tariffs";
    get("form", root).dispatchEvent(new Event("submit", { cancelable: true }));
    await until(() => status() === "Searching …");
    assert.equal(root.getAttribute("aria-busy"), "true");
  } finally {
    globalThis.fetch = fetch;
  }
  await shows("tariffs");
  assert.match(status(), /passage/);
});

test("the way back brings the query, how many were shown, and the place", async (t) => {
  get(".search-found > .search-more").click();
  await until(() => texts(".search-article").length > SHOWN);
  const many = texts(".search-article").length;
  links()[0].dispatchEvent(new Event("click", { bubbles: true }));
  assert.equal(history.state.shown, many);
  await submit("drones");
  const { mock } = t.mock.method(globalThis, "scrollTo", () => {});
  await visit("?q=Velia", { shown: many, y: 120 });
  await until(() => texts(".search-article").length === many);
  assert.equal(field.value, "Velia");
  await until(() => mock.callCount() === 1);
  assert.deepEqual(mock.calls[0].arguments, [{ top: 120, behavior: "instant" }]);
  await visit("?q=drones", { shown: SHOWN, y: 0 });
  await until(() => mock.callCount() === 2, "back at the top");
  assert.deepEqual(mock.calls[1].arguments, [{ top: 0, behavior: "instant" }]);
  await visit("?q=Velia");
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(mock.callCount(), 2); // where nothing was kept the page stays
});

test("of a long passage the part with the marks is shown", async () => {
  const { articles } = await find(index, "Velia", { shown: 99 });
  const long = articles
    .flatMap(({ text }) => text?.passages ?? [])
    .reduce((one, other) => (other[1].length > one[1].length ? other : one))[1];
  const last = long.split(" ").slice(-3).join(" ");
  await submit(last);
  const shown = texts(".search-words").find((words) => words.includes("… ") || words === long);
  assert.ok(shown && long.endsWith(shown.replace(/^… /, "")), shown);
});

test("the box on the page decides whether the key / opens the search", () => {
  const box = /** @type {HTMLInputElement} */ (get("[data-slash]"));
  const set = (/** @type {boolean} */ checked) => {
    box.checked = checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const opens = () => {
    field.blur();
    return press(document.body, "/").defaultPrevented && document.activeElement === field;
  };
  assert.ok(box.checked && opens());
  set(false);
  assert.ok(!opens());
  set(true);
  assert.ok(opens());
  assert.equal(document.querySelector("dialog")?.outerHTML, undefined);
});
