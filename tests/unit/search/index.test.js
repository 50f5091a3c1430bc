import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { find, open } from "../../../docs/assets/search/engine.js";
import { fetchFresh } from "../../../docs/assets/search/index.js";
import { buildSite, requests } from "./site.js";

const SYLLABLES = [..."bdfgklmnpr"].flatMap((letter) => [..."aeiou"].map((vowel) => letter + vowel));
/** So many words that begin alike that they stand in several files. */
const WORDS = SYLLABLES.flatMap((one) => SYLLABLES.map((other) => `zu${one}${other}`));
/** A word so common that its positions stand apart. */
const SAND = Array.from({ length: 9 }, () => `Sand ${"sand ".repeat(499)}in the bay.`);

/** @type {Record<string, string>} */
const TEXTS = {
  many: WORDS.flatMap((word, n) => (n % 100 ? [word] : ["\n\n", word])).join(" "),
  common: SAND.join("\n\n"),
  drift: "The sand drifts.\n\nIt drifts over other sands, and a gull cries.",
};

const seeds = mkdtempSync(join(tmpdir(), "seeds-"));
after(() => rmSync(seeds, { recursive: true }));
for (const [name, text] of Object.entries(TEXTS)) {
  writeFileSync(join(seeds, `${name}.md`), `---\ntitle: About ${name}\n---\n${text}\n`);
}
const site = buildSite(seeds);

/**
 * What an index that is just opened gives, and the folders of the files that are fetched for it.
 * @template Value
 * @param {(index: Awaited<ReturnType<typeof open>>) => Promise<Value>} ask
 */
async function fetched(ask) {
  const index = await open(site);
  /** @type {string[]} */
  const folders = [];
  requests.fail = (path) => {
    folders.push(path.split("/").at(-2) ?? "");
    return false;
  };
  const value = await ask(index);
  requests.fail = () => false;
  return { value, folders };
}

/** The words that begin so, and the folders that are read for them. @param {string} letters */
async function completed(letters) {
  const { value, folders } = await fetched((index) => index.completions(letters));
  assert.ok(value.every(({ count }) => count === 1));
  return { words: value.map(({ word }) => word).sort(), folders };
}

test("what keeps its name when a site is published anew is asked for anew, nothing else", async () => {
  const { fetch } = globalThis;
  /** @type {Record<string, RequestCache | undefined>} */
  const asked = {};
  globalThis.fetch = (input, options) => {
    asked[String(input).split("/").at(-1) ?? ""] = options?.cache;
    return fetch(String(input), options);
  };
  try {
    await (await open(site)).slugs();
    await fetchFresh(new URL("feed.json", site));
  } finally {
    globalThis.fetch = fetch;
  }
  assert.deepEqual(asked, {
    "entry.bin": "no-cache",
    "slugs.bin": undefined,
    "feed.json": "no-cache",
  });
});

test("words that begin alike are read from the files they stand in, where these are few", async () => {
  const { words, folders } = await completed("zubab");
  assert.deepEqual(words, ["zubaba", "zubabe", "zubabi", "zubabo", "zubabu"]);
  assert.deepEqual(folders, ["w"]);
});

test("where they stand in many files, they are read from one", async () => {
  const { words, folders } = await completed("zu");
  assert.deepEqual(words, WORDS.sort());
  assert.deepEqual(folders, ["spelling"]);
  const index = await open(site);
  assert.ok(index.rangeOf("zuzz") - index.rangeOf("zu") > 3);
});

test("where a common word stands is read only when it is in a phrase", async () => {
  for (const [text, reads, found] of /** @type {const} */ ([
    ["sand drifts", false, ["drift", "common"]],
    ["sands", false, ["common", "drift"]],
    ["gull cries", false, ["drift"]],
    ["“sand drifts”", true, ["drift"]],
  ])) {
    const { value, folders } = await fetched((index) => find(index, text));
    assert.equal(folders.includes("p"), reads, text);
    assert.deepEqual(value.articles.map(({ slug }) => slug), found, text);
  }
});
