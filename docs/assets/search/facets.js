/** Narrows results to themes, names, years and sources, and counts what each would leave. */

/** @typedef {import("./index.js").Index} Index */

/** The facets, as they are called in the address and on the page. */
export const FACETS = { theme: "Theme", name: "Name", year: "Year", source: "Source" };

/** @typedef {keyof typeof FACETS} Facet */
/** @typedef {Record<Facet, string[]>} Choice */

/** @param {Index} index @param {Facet} facet @param {string} value */
function topicNumber(index, facet, value) {
  return index.core.topics.findIndex(
    (topic) => topic.slug === value && (topic.kind === "theme") === (facet === "theme"),
  );
}

/**
 * For each facet, which places its choice leaves; null where nothing is chosen. Of several names
 * a passage has all, or if `any` is true one.
 * @param {Index} index
 * @param {Partial<Choice>} choice
 * @param {boolean} [any]
 * @returns {Promise<Record<Facet, Uint8Array | null>>}
 */
export async function leaves(index, choice, any = false) {
  const { year, source, years, sources } = index.core;
  const ofArticles = (
    /** @type {string[]} */ chosen,
    /** @type {string[]} */ values,
    /** @type {number[]} */ of,
  ) => {
    if (!chosen.length) return null;
    const left = new Uint8Array(index.total);
    of.forEach((value, article) => {
      if (chosen.includes(values[value])) {
        left.fill(1, index.first[article], index.first[article + 1]);
      }
    });
    return left;
  };
  const ofTopics = async (/** @type {"theme" | "name"} */ facet) => {
    const chosen = choice[facet] ?? [];
    if (!chosen.length) return null;
    const counts = new Uint8Array(index.total);
    for (const value of chosen) {
      const topic = index.core.topics[topicNumber(index, facet, value)];
      for (const place of topic ? (await index.list(topic)).places : []) counts[place]++;
    }
    const least = facet === "name" && !any ? chosen.length : 1;
    return counts.map((count) => (count >= least ? 1 : 0));
  };
  return {
    theme: await ofTopics("theme"),
    name: await ofTopics("name"),
    year: ofArticles(choice.year ?? [], years, year),
    source: ofArticles(choice.source ?? [], sources, source),
  };
}

/**
 * The values of a facet with how many of the passages found they would leave, beside what is chosen
 * in the other facets. For themes and names their lists are loaded.
 * @param {Index} index
 * @param {Facet} facet
 * @param {number[]} found places found without any facet
 * @param {Record<Facet, Uint8Array | null>} left
 * @param {boolean} any whether a passage with any of the names chosen is left
 * @returns {Promise<{value: string, label: string, count: number}[]>}
 */
export async function countFacet(index, facet, found, left, any) {
  const { year, source, years, sources, topics } = index.core;
  const together = facet === "name" && !any; // another name is one more to be had
  const others = Object.entries(left).flatMap(([name, mask]) =>
    mask && (name !== facet || together) ? [mask] : [],
  );
  const places = found.filter((place) => others.every((mask) => mask[place]));
  const ofArticles = (/** @type {string[]} */ values, /** @type {number[]} */ of) => {
    const counts = new Array(values.length).fill(0);
    for (const place of places) counts[of[index.owner[place]]]++;
    return values.map((value, n) => ({ value, label: value || "Not known", count: counts[n] }));
  };
  if (facet === "year") return ofArticles(years, year);
  if (facet === "source") return ofArticles(sources, source);
  const flags = new Uint8Array(index.total);
  for (const place of places) flags[place] = 1;
  const rows = await Promise.all(
    topics
      .filter((topic) => (topic.kind === "theme") === (facet === "theme"))
      .map(async (topic) => {
        const list = await index.list(topic);
        const count = list.places.reduce((sum, place) => sum + flags[place], 0);
        return { value: topic.slug, label: topic.title, count };
      }),
  );
  return facet === "name" ? rows.sort((a, b) => b.count - a.count) : rows;
}
