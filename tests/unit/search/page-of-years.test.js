import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { opened } from "../../../docs/assets/search/index.js";
import { get, openPage, texts, until } from "./dom.js";
import { buildSite, requests, SEEDS, serve } from "./site.js";

const apart = buildSite(SEEDS, ["2025", "2024"]);
serve(new URL("2025/", apart));
openPage(apart, "2025/search/?q=Velia");
await import("../../../docs/assets/search/start.js");
const root = get("[data-search-page]");
const status = () => get(".search-status").textContent ?? "";
const years = () => new Set(texts(".search-meta").map((about) => about.match(/\d{4}/)?.[0]));

/** @param {string} text */
async function submit(text) {
  const field = /** @type {HTMLInputElement} */ (get("input[name=q]"));
  field.value = text;
  get("form", root).dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await until(() => root.dataset.shown === text && !root.hasAttribute("aria-busy"), text);
}

beforeEach(() => {
  requests.fail = () => false;
});

test("the page of one year finds passages of the others", async () => {
  await submit("Velian");
  assert.ok(years().has("2024") && years().has("2025"));
  assert.ok(!status().includes("out of reach"));
});

test("a year that is out of reach is told, and the others are searched", async () => {
  opened.clear();
  requests.fail = (path) => path.includes("/2024/");
  await submit("the Velian");
  assert.match(status(), / Not searched, since out of reach: 2024\.$/);
  assert.deepEqual([...years()], ["2025"]);
});

test("a year that goes out of reach while it is searched is left out", async () => {
  opened.clear();
  await submit("Suran");
  requests.fail = (path) => path.includes("/2024/") && !path.includes("core.bin");
  await submit("astronaut station");
  assert.match(status(), / Not searched, since out of reach: 2024\.$/);
  requests.fail = () => false;
  opened.clear();
  await submit("Velian");
  assert.ok(years().has("2024") && !status().includes("out of reach"));
});

test("without any year the page says that it could not be loaded", async (t) => {
  t.mock.method(console, "error", () => {});
  opened.clear();
  requests.fail = () => true;
  const field = /** @type {HTMLInputElement} */ (get("input[name=q]"));
  field.value = "carpets";
  get("form", root).dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await until(() => status().startsWith("The search could not be loaded."));
});
