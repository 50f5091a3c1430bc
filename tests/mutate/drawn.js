/** Has Stryker leave the mutants that were not drawn: they “fail” a check before any test. */

import { CheckStatus } from "@stryker-mutator/api/check";
import { commonTokens, declareClassPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";

/** @typedef {import("@stryker-mutator/api/core").Mutant} Mutant */

/** What tells a mutant from all others, in each run. @param {Mutant} mutant */
export function keyOf({ fileName, location: { start, end }, mutatorName, replacement }) {
  const place = [start.line, start.column, end.line, end.column].join(":");
  return [fileName, place, mutatorName, replacement].join(" ");
}

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

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, "drawn", Drawn)];
