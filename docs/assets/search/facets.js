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
      for (const place of (await index.list(topic)).places) left[place] = 1;
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
 * The values of a facet with how many of the passages found they would leave, beside what is chosen
 * in the other facets. For themes and names their lists are loaded.
 * @param {Index} index
 * @param {Facet} facet
 * @param {Result[]} results found without any facet
 * @param {Record<Facet, Uint8Array | null>} left
 * @returns {Promise<{value: string, label: string, count: number}[]>}
 */
export async function countFacet(index, facet, results, left) {
  const { year, source, years, sources, topics } = index.core;
  const others = Object.entries(left).filter(([name, mask]) => mask && name !== facet);
  const places = results
    .flatMap((result) => result.hits.map((hit) => hit.place))
    .filter((place) => others.every(([, mask]) => mask[place]));
  const ofArticles = (values, of) => {
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
