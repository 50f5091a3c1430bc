// Cites as a style of the Citation Style Language says. From standard input it takes the style and
// the locale, both as XML, and items; it writes the entry of each in a bibliography, as HTML.

import { readFileSync } from "node:fs";

import CSL from "citeproc";

const { style, locale, items } = JSON.parse(readFileSync(0, "utf8"));
const byId = new Map(items.map((item) => [item.id, item]));
const system = { retrieveLocale: () => locale, retrieveItem: (id) => byId.get(id) };

const engine = new CSL.Engine(system, style, "en-US", true);

const entries = items.map(({ id }) => {
  engine.updateItems([id]); // by itself, so that no entry minds another
  return engine.makeBibliography()[1].join("");
});
process.stdout.write(JSON.stringify(entries));
