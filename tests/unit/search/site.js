/** An index to search: that of the test site's articles, built as each site's is. */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "yaml";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const TESTS = new URL("../../browser/", import.meta.url);
export const SEEDS = fileURLToPath(new URL("seeds", TESTS));

/** @param {string} name a file of YAML beside the seeds @returns {any} */
export function readCases(name) {
  const text = readFileSync(new URL(name, TESTS), "utf8");
  return parse(text, { schema: "failsafe" }); // all texts: 5e11 is a word
}

/**
 * Build a site of articles, by Python: `PYTHON`, or that of the project. In the folder
 * `KEPT_SITES`, if there is one, it is kept for other runs, which must not change what is built.
 * @param {string} [seeds] their folder
 * @param {string[]} [years] each to be a site in a folder of its own
 * @returns {URL}
 */
export function buildSite(seeds = SEEDS, years = []) {
  const { KEPT_SITES } = process.env;
  if (!KEPT_SITES) return pathToFileURL(`${build(seeds, years)}/`);
  const digest = createHash("sha256").update(years.join());
  const files = readdirSync(seeds, { recursive: true, encoding: "utf8" });
  for (const name of files.filter((each) => each.includes(".")).sort()) {
    digest.update(`${name}\n${readFileSync(join(seeds, name), "utf8")}`);
  }
  const kept = join(KEPT_SITES, digest.digest("hex"));
  if (!existsSync(kept)) {
    const fresh = build(seeds, years);
    try {
      renameSync(fresh, kept);
    } catch (error) {
      if (!existsSync(kept)) throw error; // another process was faster
    }
  }
  return pathToFileURL(`${kept}/`);
}

/** @param {string} seeds @param {string[]} years @returns {string} */
function build(seeds, years) {
  const project = mkdtempSync(join(tmpdir(), "search-"));
  after(() => rmSync(project, { recursive: true }));
  const { status, stderr, error } = spawnSync(
    process.env.PYTHON ?? join(ROOT, ".venv/bin/python"),
    ["-c", BUILD, seeds, ...years],
    {
      cwd: project,
      env: { ...process.env, PYTHONPATH: `${join(ROOT, "hooks")}:${join(ROOT, "tests")}` },
      encoding: "utf8",
    },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(stderr);
  return join(project, "site");
}

/** The tests' dossier, as the tests in Python have it, with articles of a folder; each of some
 *  years built by itself, or the whole. */
const BUILD = `
import sys
from pathlib import Path
from shutil import copytree
from support.project import build, make_project

_, seeds, *years = sys.argv
make_project(Path(), {})
copytree(seeds, "seeds", dirs_exist_ok=True)
for options in [("--year", year) for year in years] or [()]:
    result = build(Path(), *options)
    assert result.returncode == 0, result.stderr
`;

/** Where the scripts take themselves to be: their site is the folder that holds `assets/`. */
const HERE = new URL("../../../docs/", import.meta.url);
let served = HERE;

/** Let the scripts be those of a site: what is beside them is fetched from there.
 *  @param {URL} site */
export function serve(site) {
  served = site;
}

/** What has been fetched: Node's `fetch` reads no files, so this one does; `fail` says which of
 *  them are out of reach.
 *  @type {{count: number, bytes: number, fail: (path: string) => boolean}} */
export const requests = { count: 0, bytes: 0, fail: () => false };

globalThis.fetch = async (input) => {
  const url = String(input);
  const [own, beside] = [HERE.href, new URL("../", HERE).href];
  const from = url.startsWith(own) ? served : new URL("../", served);
  const rest = url.startsWith(own) ? url.slice(own.length) : url.slice(beside.length);
  const path = fileURLToPath(url.startsWith(beside) ? new URL(rest, from) : url);
  if (requests.fail(path)) throw new TypeError("Failed to fetch");
  requests.count++;
  try {
    const data = readFileSync(path);
    requests.bytes += data.length;
    return new Response(new Uint8Array(data));
  } catch {
    return new Response(null, { status: 404 });
  }
};
