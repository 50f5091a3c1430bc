/** A page of a built site in a document without a browser, for scripts that work on pages. */

import { readFileSync } from "node:fs";
import { BrowserErrorCaptureEnum, Window } from "happy-dom";

const GLOBALS = [
  "CSS",
  "DOMParser",
  "Element",
  "Event",
  "HTMLAnchorElement",
  "HTMLElement",
  "HTMLInputElement",
  "HTMLSelectElement",
  "KeyboardEvent",
  "Node",
  "NodeFilter",
  "addEventListener",
  "document",
  "getSelection",
  "history",
  "innerHeight",
  "localStorage",
  "location",
  "matchMedia",
  "navigator",
  "removeEventListener",
  "scrollTo",
  "scrollY",
];

/**
 * Open a page; its scripts are not run, a test imports what it tests after this.
 * @param {URL} site where it was built
 * @param {string} address below the site's, as `search/?q=trade#p1`
 */
export function openPage(site, address) {
  const url = new URL(address, "https://example.org/");
  const path = url.pathname.replace(/\/$/, "/index.html");
  const page = readFileSync(new URL(`.${path}`, site), "utf8");
  const window = new Window({
    url: url.href,
    settings: {
      disableCSSFileLoading: true,
      handleDisabledFileLoadingAsSuccess: true,
      disableJavaScriptFileLoading: true,
      errorCapture: BrowserErrorCaptureEnum.disabled,
    },
  });
  window.document.write(page);
  const from = /** @type {Record<string, any>} */ (/** @type {unknown} */ (window));
  for (const name of GLOBALS) {
    const method = typeof from[name] === "function" && /^[a-z]/.test(name);
    const value = method ? from[name].bind(window) : from[name];
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  Object.defineProperty(globalThis, "window", { value: window, configurable: true });
  return /** @type {Window & typeof globalThis} */ (/** @type {unknown} */ (window));
}

/**
 * Timers that run when a test says that time has passed.
 * @param {any} t the context of a test, whose types are those of an older Node
 * @returns {{tick: (milliseconds: number) => void}}
 */
export function holdTimers(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  return t.mock.timers;
}

/** The element of a selector, which must be there. @param {string} selector
 *  @param {ParentNode} [within] @returns {HTMLElement} */
export function get(selector, within = document) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`Nothing is ${selector}`);
  return /** @type {HTMLElement} */ (found);
}

/** The texts of all elements of a selector. @param {string} selector
 *  @param {ParentNode} [within] */
export function texts(selector, within = document) {
  return [...within.querySelectorAll(selector)].map((each) => each.textContent?.trim() ?? "");
}

/** @param {EventTarget} target @param {string} key @param {KeyboardEventInit} [more] */
export function press(target, key, more = {}) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

/**
 * Wait until something holds, for at most some seconds.
 * @param {() => unknown} holds @param {string} [what]
 */
export async function until(holds, what = String(holds)) {
  for (let turn = 0; turn < 1000; turn++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`Not within 10 seconds: ${what}`);
}
