// What a program that keeps references finds on a page: standard input has the page, standard output
// gets its COinS, as the extractor behind Wikipedia's citations reads them.

import { readFileSync } from "node:fs";

import metadata from "html-metadata";

const { coins } = await metadata.loadFromString(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(coins.map(({ rft }) => rft)));
