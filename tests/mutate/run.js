/**
 * Mutation tests of the scripts: changes them by a little, and sees whether a unit test fails.
 *
 * Stryker makes the changes and tries each by the tests that reach it. It tries all or none of
 * a line, so this draws a sample of what it would change, and `plugins.js` has it leave the rest.
 */

import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { commonTokens } from "@stryker-mutator/api/plugin";
import { Stryker } from "@stryker-mutator/core";
import { createInstrumenter } from "@stryker-mutator/instrumenter";
import { createInjector } from "typed-inject";
import { keyOf } from "./plugins.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const HELP = `Usage: scripts/mutate --javascript [OPTIONS] [PATH …]

  Say which small mistakes in the scripts, or in PATHS of them, the unit tests do not notice.

  --sample N   How many mutants to draw (100).
  --seed N     Draw the same ones as another time.
  --workers N  How many to try at once (2).
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string", default: "100" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1_000_000)) },
    workers: { type: "string", default: "2" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) process.stdout.write(HELP);
else await main();

async function main() {
  const paths = positionals.length ? positionals : ["docs/assets"];
  const files = paths.map((path) => resolve(path)).flatMap(scriptsOf);
  process.chdir(ROOT);
  const mutants = await list(files);
  const order = (/** @type {string} */ key) =>
    createHash("sha256").update(`${values.seed} ${key}`).digest("hex");
  const drawn = mutants
    .map(keyOf)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .slice(0, Number(values.sample));
  process.stderr.write(
    `${drawn.length} of ${mutants.length} mutants, drawn with --seed ${values.seed}\n`,
  );
  const folder = mkdtempSync(join(tmpdir(), "mutants-"));
  for (const name of ["sites", "tmp"]) mkdirSync(join(folder, name));
  process.env.KEPT_SITES = join(folder, "sites");
  process.env.TMPDIR = join(folder, "tmp");
  // Not .venv/bin/node, which starts this one: what Stryker starts must be what it ends.
  process.env.PATH = `${dirname(process.execPath)}:${process.env.PATH}`;
  process.env.PYTHON = join(ROOT, ".venv/bin/python");
  try {
    await tryAll(files, drawn);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} path of a script or a folder */
function scriptsOf(path) {
  if (statSync(path).isFile()) return [path];
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).sort();
  return names.filter((name) => name.endsWith(".js")).map((name) => join(path, name));
}

/** All that Stryker would change. @param {string[]} files */
async function list(files) {
  const silent = new Proxy({}, { get: () => () => false });
  const instrumenter = createInjector()
    .provideValue(commonTokens.logger, silent)
    .injectFunction(createInstrumenter);
  const contents = files.map((name) => ({
    name,
    content: readFileSync(name, "utf8"),
    mutate: true,
  }));
  const options = { plugins: null, excludedMutations: [], ignorers: [], noHeader: false };
  return (await instrumenter.instrument(contents, options)).mutants;
}

/** @param {string[]} files @param {string[]} drawn the keys of the mutants to try */
function tryAll(files, drawn) {
  return new Stryker({
    mutate: files.map((name) => relative(ROOT, name)),
    // What a site is built of for the tests of the search, and the tests.
    ignorePatterns: ["**", "!docs/**", "!hooks/**", "!tests/**", "!mkdocs.yml", "node_modules"],
    testRunner: "tap",
    tap: {
      testFiles: ["tests/unit/**/*.test.js"],
      nodeArgs: ["--test-reporter=tap", "-r", "{{hookFile}}", "{{testFile}}"],
    },
    checkers: ["drawn"],
    plugins: [
      fileURLToPath(import.meta.resolve("@stryker-mutator/tap-runner")),
      fileURLToPath(new URL("plugins.js", import.meta.url)),
    ],
    drawn,
    timeoutMS: 30_000, // beyond what the tests took: a busy machine is not a mutant
    concurrency: Number(values.workers),
    reporters: ["survivors"],
    logLevel: "warn",
    thresholds: { high: 100, low: 0, break: null },
    tempDirName: ".mutants",
    warnings: { unknownOptions: false },
    allowConsoleColors: false,
  }).runMutationTest();
}
