// Asks the search's engine judged queries: node judged.mjs SITE < queries.json > rankings.json
// Both are of JSON: a list of texts, and of each text the passages found, as article#anchor.

import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

// Node's own reads no files.
globalThis.fetch = async (input) => {
  try {
    return new Response(new Uint8Array(readFileSync(fileURLToPath(String(input)))));
  } catch {
    return new Response(null, { status: 404 });
  }
};

const site = pathToFileURL(`${process.argv[2]}/`);
const { find, open } = await import("../../docs/assets/search/engine.js");
const index = await open(site);
const rankings = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  const { articles } = await find(index, text, { shown: 0 });
  rankings.push(
    articles.flatMap(({ slug, passages }) => passages.map(({ anchor }) => `${slug}#${anchor}`)),
  );
}
process.stdout.write(JSON.stringify(rankings));
