/** What Stryker is given: a check that leaves what was not drawn, and a report of survivors. */

import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { CheckStatus } from "@stryker-mutator/api/check";
import { commonTokens, declareClassPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";

/** @typedef {import("@stryker-mutator/api/core").Mutant} Mutant */
/** @typedef {import("@stryker-mutator/api/core").MutantResult} MutantResult */

/** What tells a mutant from all others, in each run. @param {Mutant} mutant */
export function keyOf({ fileName, location: { start, end }, mutatorName, replacement }) {
  const place = [start.line, start.column, end.line, end.column].join(":");
  return [fileName, place, mutatorName, replacement].join(" ");
}

/** “Fails” a mutant that was not drawn, before any test. */
class Drawn {
  static inject = tokens(commonTokens.options);

  /** @param {{drawn: string[]}} options */
  constructor({ drawn }) {
    this.drawn = new Set(drawn);
  }

  async init() {}

  /** @param {Mutant[]} mutants */
  async group(mutants) {
    return [mutants.map(({ id }) => id)];
  }

  /** @param {Mutant[]} mutants */
  async check(mutants) {
    const left = { status: CheckStatus.CompileError, reason: "It was not drawn." };
    return Object.fromEntries(
      mutants.map((mutant) => [
        mutant.id,
        this.drawn.has(keyOf(mutant)) ? { status: CheckStatus.Passed } : left,
      ]),
    );
  }
}

/** Prints each survivor as it is found, then how many there are of how many in each script. */
class Survivors {
  /** @type {Map<string, [survived: number, tried: number]>} */
  counts = new Map();

  /** @param {MutantResult} mutant */
  onMutantTested({ fileName, location: { start, end }, mutatorName, replacement, status }) {
    if (status === "CompileError") return; // it was not drawn
    const name = relative("docs/assets", fileName);
    const survives = status === "Survived" || status === "NoCoverage";
    const [survived, tried] = this.counts.get(name) ?? [0, 0];
    this.counts.set(name, [survived + Number(survives), tried + 1]);
    if (!survives && status !== "Timeout") return;
    const lines = readFileSync(fileName, "utf8").split("\n").slice(start.line - 1, end.line);
    const what = survives ? mutatorName : "took too long, so it was noticed";
    console.log(`== ${name}:${start.line}:${start.column} ${what}`);
    for (const line of lines.slice(0, 3)) console.log(`-${line}`);
    console.log(`+${replacement}`);
  }

  onMutationTestReportReady() {
    let [survivors, all] = [0, 0];
    console.log("\nSurvivors by script");
    for (const [name, [survived, tried]] of [...this.counts].sort()) {
      console.log(`${String(survived).padStart(4)} of ${String(tried).padStart(3)}  ${name}`);
      [survivors, all] = [survivors + survived, all + tried];
    }
    const share = Math.round((100 * survivors) / Math.max(1, all));
    console.log(`${survivors} of ${all} survived (${share}%)`);
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.Checker, "drawn", Drawn),
  declareClassPlugin(PluginKind.Reporter, "survivors", Survivors),
];
