import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { get, holdTimers, openPage, press, texts } from "../search/dom.js";
import { buildSite } from "../search/site.js";

const site = buildSite();
const window = openPage(site, "articles/minister/");
let reached = true;
let requests = 0;
/** As a browser's, for pages of the site. */
class Request {
  responseType = "";
  status = 0;
  /** @type {Document | null} */
  responseXML = null;
  onloadend = () => {};
  path = "";

  /** @param {string} _ @param {string} address */
  open(_, address) {
    this.path = new URL(address).pathname;
  }

  async send() {
    requests++;
    await null;
    if (reached && this.responseType === "document") {
      const page = readFileSync(new URL(`.${this.path}index.html`, site), "utf8");
      this.status = 200;
      this.responseXML = new DOMParser().parseFromString(page, "text/html");
    }
    this.onloadend();
  }
}
globalThis.XMLHttpRequest = /** @type {any} */ (Request);
HTMLElement.prototype.showPopover = () => {}; // the document knows the attribute alone
const { beginning } = await import("../../../docs/assets/previews.js");

/** @param {string} address */
function makeLink(address) {
  const link = document.createElement("a");
  link.href = address;
  get("main").append(link);
  return link;
}

/** @param {Element} target @param {string} [pointerType] */
function over(target, pointerType = "mouse") {
  const event = new Event("pointerover", { bubbles: true });
  Object.assign(event, { pointerType });
  target.dispatchEvent(event);
}

const shown = () => texts(".preview p");
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

/** @type {ReturnType<typeof holdTimers>} */
let timers;
beforeEach((t) => {
  timers = holdTimers(t);
  window.dispatchEvent(new Event("pagehide"));
  reached = true;
});

/** @param {number} milliseconds */
async function rest(milliseconds) {
  timers.tick(milliseconds);
  for (let turn = 0; turn < 5; turn++) await settle();
}

const link = makeLink("../trade/#p3");
const outside = makeLink("https://example.com/articles/trade/");
const own = makeLink("#p3");
const list = makeLink("../../articles/");

test("a page begins with its kicker, its title and its first words", () => {
  const page = new DOMParser().parseFromString(
    readFileSync(new URL("./articles/trade/index.html", site), "utf8"),
    "text/html",
  );
  const text = (/** @type {string} */ selector) =>
    page.querySelector(selector)?.textContent?.trim().replace(/\s+/g, " ");
  const found = beginning(page, "p3");
  assert.equal(found?.title, text("main h1"));
  assert.equal(found?.text, text("#p3 .words"));
  const whole = beginning(page, "");
  const first = text(".introduction p") || text("main .standfirst") || text(".words");
  assert.equal(whole?.text, first);
  assert.equal(beginning(page, "p99")?.text, first);
  assert.equal(beginning(new DOMParser().parseFromString("<p>", "text/html"), ""), null);
});

test("a link that is rested on shows the passage it leads to, near it", async () => {
  over(link);
  await rest(349);
  assert.deepEqual(shown(), []);
  await rest(1);
  const [, title, text] = shown();
  assert.equal(title, "Tariffs, oil and the road to an agreement");
  assert.match(text, /^Shrimp farmers/);
  assert.equal(link.getAttribute("aria-describedby"), "preview");
  assert.equal(get(".preview").getAttribute("role"), "tooltip");
});

test("it stays while the pointer is on it, and goes a while after", async () => {
  over(link);
  await rest(350);
  over(get("h1"));
  await rest(199);
  over(get(".preview p"));
  await rest(1000);
  assert.equal(shown().length, 3);
  over(get("h1"));
  await rest(200);
  assert.deepEqual(shown(), []);
  assert.equal(link.getAttribute("aria-describedby"), null);
});

test("it stays as it is for a reader who comes back to the link, or moves on it", async () => {
  over(link);
  await rest(200);
  over(link); // as over another word of the link: the rest goes on
  await rest(150);
  const first = get(".preview p");
  over(get("h1"));
  await rest(199);
  over(link);
  assert.ok(get(".preview p") === first);
  await rest(1000);
  assert.ok(get(".preview p") === first);
});

test("the page of a theme is shown in its colour, another in none", async () => {
  const theme = makeLink("../../themes/defence/");
  for (const [each, hue] of /** @type {const} */ ([
    [link, undefined],
    [theme, "1"],
    [link, undefined],
  ])) {
    over(each);
    await rest(350);
    assert.equal(get(".preview").dataset.hue, hue);
    window.dispatchEvent(new Event("pagehide"));
  }
});

test("it goes with Escape, when the page moves, and when the reader leaves", async () => {
  for (const leave of [
    () => press(document.body, "Escape"),
    () => document.dispatchEvent(new Event("scroll")),
    () => window.dispatchEvent(new Event("pagehide")),
  ]) {
    over(link);
    await rest(350);
    assert.equal(shown().length, 3);
    press(document.body, "Enter");
    assert.equal(shown().length, 3);
    leave();
    assert.deepEqual(shown(), []);
  }
});

test("it is not shown to one who went on before, or by touch", async () => {
  over(link);
  await rest(300);
  over(get("h1"));
  await rest(1000);
  over(link, "touch");
  await rest(1000);
  assert.deepEqual(shown(), []);
});

test("only pages of ours that begin somehow are shown, and not this one", async () => {
  const before = requests;
  for (const each of [outside, own, list]) {
    over(each);
    await rest(1000);
  }
  assert.deepEqual(shown(), []);
  assert.equal(requests, before);
});

test("a page is fetched once, and again only where it could not be had", async () => {
  const other = makeLink("../drones/");
  reached = false;
  let before = requests;
  over(other);
  await rest(350);
  assert.deepEqual([shown(), requests], [[], before + 1]);
  window.dispatchEvent(new Event("pagehide"));
  reached = true;
  before = requests;
  for (let turn = 0; turn < 2; turn++) {
    over(other);
    await rest(350);
    assert.equal(shown().length, 3);
    window.dispatchEvent(new Event("pagehide"));
  }
  assert.equal(requests, before + 1);
});

test("it stands below its link, or above where there is more room, within the window", async () => {
  const size = { offsetWidth: 300, offsetHeight: 200 };
  for (const [name, value] of Object.entries(size)) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
  }
  Object.defineProperty(document.documentElement, "clientWidth", { value: 1000 });
  const places = /** @type {[left: number, top: number, x: string, y: string][]} */ ([
    [100, 100, "100px", "128px"],
    [-20, 100, "8px", "128px"],
    [900, 100, "692px", "128px"],
    [100, innerHeight - 100, "100px", `${innerHeight - 308}px`],
    [100, innerHeight - 236, "100px", `${innerHeight - 208}px`],
    [100, innerHeight - 235, "100px", `${innerHeight - 443}px`],
  ]);
  for (const [left, top, x, y] of places) {
    link.getClientRects = () => /** @type {any} */ ([{ left, top, bottom: top + 20 }]);
    over(link);
    await rest(350);
    const { style } = get(".preview");
    assert.deepEqual([style.left, style.top], [x, y]);
    window.dispatchEvent(new Event("pagehide"));
  }
});
