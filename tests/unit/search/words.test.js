import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { find, open } from "../../../docs/assets/search/engine.js";
import { buildSite } from "./site.js";

/** @type {Record<string, string>} */
const TEXTS = {
  oxide: "Nitric oxide (NO) was measured over the plant.\n\nThe owners say that NO fell.",
  nothing: "There is no such plant on the coast, and no plan for one.",
  calls: "A wallet sends its bytes with eth_sendRawTransaction.",
  raw: "A RawTransaction holds what was signed, as the manual says.",
  singh: "Karan Singh spoke of tariffs, and of one tariff more.\n\nLater Singh left.",
  joint: "Karan spoke.\n\nAnother Singh, from the ministry, agreed.",
  visit: "The union minister Rajnat came.",
};

const seeds = mkdtempSync(join(tmpdir(), "seeds-"));
after(() => rmSync(seeds, { recursive: true }));
for (const [name, text] of Object.entries(TEXTS)) {
  writeFileSync(join(seeds, `${name}.md`), `---\ntitle: About ${name}\n---\n${text}\n`);
}
const index = await open(buildSite(seeds));

/** @param {string} text */
async function slugs(text) {
  return (await find(index, text)).articles.map(({ slug }) => slug);
}

test("an abbreviation that is a word otherwise is one in capitals only", async () => {
  assert.equal((await slugs("NO plant"))[0], "oxide");
  const { articles } = await find(index, "nitric oxide");
  assert.deepEqual(
    articles.map(({ slug }) => slug),
    ["oxide"],
  );
});

test("the parts of an identifier and the whole find each other", async () => {
  for (const text of ["eth_sendRawTransaction", "RawTransaction", "sendRawTransaction"]) {
    const found = await slugs(text);
    assert.ok(found.includes("calls") && found.includes("raw"), `${text}: ${found}`);
  }
  assert.equal((await slugs("eth_sendRawTransaction"))[0], "calls");
  assert.equal((await slugs("RawTransaction"))[0], "raw");
});

test("what has all of a query in one passage stands before what has it apart", async () => {
  const { articles, partial } = await find(index, "Karan Singh");
  assert.deepEqual(
    articles.map(({ slug, whole }) => [slug, whole]),
    [
      ["singh", true],
      ["joint", true],
    ],
  );
  assert.ok(!partial);
});

test("what has only some of a query is found, and marked", async () => {
  const { articles, partial } = await find(index, "Karan tariffs ministry");
  assert.ok(partial);
  assert.deepEqual(articles.map(({ slug }) => slug).sort(), ["joint", "singh"]);
  assert.ok(articles.every(({ whole }) => !whole));
});

test("a slip with doubled letters is understood, with an s too", async () => {
  for (const typed of ["tarrif", "tarrifs"]) {
    const { corrected, articles } = await find(index, typed);
    assert.match(corrected[0]?.[1] ?? "", /^tariffs?$/);
    assert.equal(articles[0].slug, "singh");
  }
});

test("a word of English that is nowhere is not corrected", async () => {
  for (const word of ["plank", "coach", "mounting", "planetary", "resigned", "unmeasured"]) {
    const { corrected } = await find(index, word);
    assert.deepEqual(corrected, []);
  }
});
