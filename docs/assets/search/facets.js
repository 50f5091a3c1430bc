/** Narrows results to themes, names, years and sources, and counts what each would leave. */

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./rank.js").Result} Result */

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
 * For each facet, which places its choice leaves; null where nothing is chosen.
 * @param {Index} index
 * @param {Choice} choice
 * @returns {Promise<Record<Facet, Uint8Array | null>>}
 */
export async function leaves(index, choice) {
  const { year, source, years, sources } = index.core;
  const ofArticles = (chosen, values, of) => {
    if (!chosen.length) return null;
    const left = new Uint8Array(index.total);
    of.forEach((value, article) => {
      if (chosen.includes(values[value])) {
        left.fill(1, index.first[article], index.first[article + 1]);
      }
    });
    return left;
  };
  const ofTopics = async (facet) => {
    if (!choice[facet].length) return null;
    const left = new Uint8Array(index.total);
    for (const value of choice[facet]) {
      const topic = index.core.topics[topicNumber(index, facet, value)];
      if (!topic) continue;
      for (const place of (await index.list(...topic.list)).places) left[place] = 1;
    }
    return left;
  };
  return {
    theme: await ofTopics("theme"),
    name: await ofTopics("name"),
    year: ofArticles(choice.year, years, year),
    source: ofArticles(choice.source, sources, source),
  };
}

/**
 * The values of each facet with how many of the passages found they would leave, beside what is
 * chosen in the other facets.
 * @param {Index} index
 * @param {Result[]} results found without any facet
 * @param {Record<Facet, Uint8Array | null>} left
 * @returns {Promise<Record<Facet, {value: string, label: string, count: number}[]>>}
 */
export async function countFacets(index, results, left) {
  const { year, source, years, sources, topics } = index.core;
  const places = results.flatMap((result) => result.hits.map((hit) => hit.place));
  /** @param {Facet} facet */
  const beside = (facet) => {
    const others = Object.entries(left).filter(([name, mask]) => mask && name !== facet);
    return places.filter((place) => others.every(([, mask]) => mask[place]));
  };
  const ofArticles = (facet, values, of) => {
    const counts = new Array(values.length).fill(0);
    for (const place of beside(facet)) counts[of[index.owner[place]]]++;
    return values.map((value, n) => ({ value, label: value || "Not known", count: counts[n] }));
  };
  const ofTopics = async (facet, wanted) => {
    const flags = new Uint8Array(index.total);
    for (const place of beside(facet)) flags[place] = 1;
    const rows = await Promise.all(
      topics.filter(wanted).map(async (topic) => {
        const list = await index.list(...topic.list);
        const count = list.places.reduce((sum, place) => sum + flags[place], 0);
        return { value: topic.slug, label: topic.title, count };
      }),
    );
    return rows;
  };
  const names = await ofTopics("name", (topic) => topic.kind !== "theme");
  return {
    theme: await ofTopics("theme", (topic) => topic.kind === "theme"),
    name: names.sort((a, b) => b.count - a.count),
    year: ofArticles("year", years, year),
    source: ofArticles("source", sources, source),
  };
}
