import assert from "node:assert/strict";
import { test } from "node:test";
import { get, holdTimers, openPage, texts, until } from "../search/dom.js";
import { buildSite } from "../search/site.js";

openPage(buildSite(), "articles/minister/");
const shown = (/** @type {string} */ id, /** @type {string} */ from) =>
  `<section class="passage" id="${id}"><div class="words">Words</div>${from}
    <details class="why"><summary>Why here</summary></details></section>`;
const opening = '<a class="place" rel="bookmark" href="#"';
const number = '<span class="number">¶ 3</span> · ';
const title = '<span class="hidden" lang="fr">: La ministre</span>';
get("main").insertAdjacentHTML(
  "beforeend",
  shown("first", `${opening} lang="fr">${number}La ministre</a>`) +
    shown("next", `${opening}>${number}same article${title}</a>`),
);
const { frame, quotation } = await import("../../../docs/assets/quote.js");

/** @type {string[]} */
const copied = [];
let allowed = true;
Object.defineProperty(navigator, "clipboard", {
  value: {
    writeText: async (/** @type {string} */ text) => {
      if (!allowed) throw new Error("denied");
      copied.push(text);
    },
  },
});

test("a quotation is the words, where they are from, and the link to them", () => {
  const [words, source, address] = quotation(get("#p3")).trim().split("\n");
  assert.equal(words, `“${get("#p3 .words").textContent?.trim()}”`);
  assert.match(source, /^The minister's week in Westerholm.*, ¶\s3$/);
  assert.equal(address, "https://example.org/articles/minister/#p3");
});

test("without a source of its own it names the page, and without a link its address", () => {
  const section = document.createElement("section");
  section.innerHTML = "<div class=words>\n  Some\n  words </div>";
  document.body.append(section);
  const expected = `“Some words”\n${document.title}\nhttps://example.org/articles/minister/\n`;
  assert.equal(quotation(section), expected);
  section.remove();
});

test("a frame shows the passage alone, named by where it is from, about as high as it is", () => {
  document.body.insertAdjacentHTML("beforeend", frame(get("#p3")));
  const made = get("body > iframe");
  assert.equal(made.getAttribute("src"), "https://example.org/embed/minister/#p3");
  assert.match(made.getAttribute("title") ?? "", /^The minister's week in Westerholm.*, ¶\s3$/);
  assert.equal(made.getAttribute("loading"), "lazy");
  const height = () => Number(get("body > iframe").getAttribute("height"));
  const short = height();
  assert.ok(150 < short && short < 600);
  made.remove();
  const words = get("#p3 .words p");
  const said = words.textContent ?? "";
  words.textContent = said.padEnd(said.length + 640, " more");
  document.body.insertAdjacentHTML("beforeend", frame(get("#p3")));
  assert.equal(height(), short + 300);
  get("body > iframe").remove();
  words.textContent = said.repeat(200);
  document.body.insertAdjacentHTML("beforeend", frame(get("#p3")));
  assert.equal(height(), 600);
  get("body > iframe").remove();
  words.textContent = said;
});

test("a button copies the frame, and says so", async () => {
  get("#p3 button[data-copy=frame]").click();
  await until(() => texts(".quote__note").length);
  assert.equal(copied.pop(), frame(get("#p3")));
  assert.deepEqual(texts(".quote__note"), ["Copied: paste it into a page"]);
  get(".quote__note").remove();
});

test("the button copies, and says so for a while", async (t) => {
  const timers = holdTimers(t);
  const button = get("#p3 button.quote");
  button.click();
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(copied, [quotation(get("#p3"))]);
  assert.deepEqual(texts(".quote__note"), ["Copied with its source"]);
  assert.equal(get(".quote__note").getAttribute("role"), "status");
  timers.tick(1999);
  assert.equal(texts(".quote__note").length, 1);
  timers.tick(1);
  assert.equal(texts(".quote__note").length, 0);
});

test("each control says of which passage it is", () => {
  const controls = [...document.querySelectorAll("#p3 button.quote")];
  assert.deepEqual(
    controls.map((control) => [control.textContent, control.getAttribute("title")]),
    [
      ["Quote passage 3", "Copy quotation with source"],
      ["Embed passage 3", "Copy the line that shows this passage on another site"],
    ],
  );
});

test("elsewhere than on its article’s page it names that, too, in its language", () => {
  for (const id of ["first", "next"]) {
    assert.equal(get(`#${id} summary`).textContent, "Why here passage 3 of La ministre");
    assert.equal(get(`#${id} summary span span`).lang, "fr");
    get(`#${id}`).remove();
  }
});

test("where the browser does not let it copy it says that", async () => {
  allowed = false;
  get("#p2 button.quote").click();
  await until(() => texts(".quote__note").length);
  assert.deepEqual(texts(".quote__note"), ["Your browser does not let this page copy"]);
});

test("a click elsewhere copies nothing", () => {
  const before = copied.length;
  get("#p2 .words").click();
  assert.equal(copied.length, before);
});

test("a selection over passages is told apart from one within", () => {
  const selecting = () => document.documentElement.hasAttribute("data-selecting");
  /** @param {Node} from @param {Node} to */
  const select = (from, to) => {
    getSelection()?.setBaseAndExtent(from, 0, to, 1);
    document.dispatchEvent(new Event("selectionchange"));
  };
  const [one, other] = [get("#p2 .words p"), get("#p3 .words p")];
  select(/** @type {Node} */ (one.firstChild), one);
  assert.ok(!selecting());
  select(one, other);
  assert.ok(selecting());
  getSelection()?.removeAllRanges();
  document.dispatchEvent(new Event("selectionchange"));
  assert.ok(!selecting());
});

test("for print addresses are written out", () => {
  const link = document.createElement("a");
  link.className = "place";
  link.href = "../trade/";
  get("main").append(link);
  window.dispatchEvent(new Event("beforeprint"));
  assert.equal(link.dataset.address, "https://example.org/articles/trade/");
});
