import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { get, openPage } from "../search/dom.js";
import { buildSite } from "../search/site.js";

const KEY = "dossier.scheme";
const site = buildSite();
let turn = 0;

/** What the system wants, which may change. */
const system = {
  matches: false,
  /** @type {(() => void)[]} */
  listeners: [],
  /** @param {string} _ @param {() => void} listener */
  addEventListener: (_, listener) => system.listeners.push(listener),
};

/** Open a page anew, as a reader does who chose something before. @param {string | null} stored */
async function open(stored) {
  const window = openPage(site, "articles/trade/");
  globalThis.matchMedia = () => /** @type {any} */ (system);
  if (stored === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, stored);
  await import(`../../../docs/assets/scheme.js?${turn++}`);
  window.dispatchEvent(new Event("DOMContentLoaded"));
  return get("button.scheme");
}

const scheme = () => document.documentElement.dataset.scheme;
const pressed = () => get("button.scheme").getAttribute("aria-pressed");

beforeEach(() => {
  system.matches = false;
  system.listeners = [];
});

test("the system decides until the reader does", async () => {
  await open(null);
  assert.deepEqual([scheme(), pressed()], [undefined, "false"]);
  assert.equal(document.documentElement.dataset.script, "");
  system.matches = true;
  for (const listener of system.listeners) listener();
  assert.equal(pressed(), "true");
});

test("what the reader chooses is kept, unless it is what the system wants", async () => {
  const button = await open(null);
  button.click();
  assert.deepEqual([scheme(), pressed(), localStorage.getItem(KEY)], ["dark", "true", "dark"]);
  button.click();
  assert.deepEqual([scheme(), pressed(), localStorage.getItem(KEY)], [undefined, "false", null]);
  system.matches = true;
  const again = await open(null);
  again.click();
  assert.deepEqual([scheme(), pressed(), localStorage.getItem(KEY)], ["light", "false", "light"]);
});

test("what was chosen before holds on the next page", async () => {
  await open("dark");
  assert.deepEqual([scheme(), pressed()], ["dark", "true"]);
  await open("light");
  assert.deepEqual([scheme(), pressed()], ["light", "false"]);
  await open("purple");
  assert.deepEqual([scheme(), pressed()], [undefined, "false"]);
});

test("without storage the switch works for the page", async () => {
  const button = await open(null);
  const denied = () => {
    throw new Error("denied");
  };
  Object.defineProperty(globalThis, "localStorage", { get: denied, configurable: true });
  button.click();
  assert.deepEqual([scheme(), pressed()], ["dark", "true"]);
});
