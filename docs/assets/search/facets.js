/** Narrows results to themes, subtopics, names, years and sources, and counts what each leaves. */

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Topic} Topic */
/** @typedef {import("./index.js").Subtopic} Subtopic */

/** The facets, as they are called in the address and on the page. */
export const FACETS = {
  theme: "Theme",
  subtopic: "Subtopic",
  name: "Name",
  year: "Year",
  source: "Source",
};

/** @typedef {keyof typeof FACETS} Facet */
/** @typedef {Record<Facet, string[]>} Choice */

/**
 * What can be chosen in the facets that have lists of passages: a subtopic goes by its theme's slug
 * and its own, as `trade/tariffs`.
 * @param {Index} index @param {"theme" | "subtopic" | "name"} facet
 * @returns {{value: string, label: string, of: Topic | Subtopic}[]}
 */
function listed(index, facet) {
  const { topics } = index.core;
  if (facet === "subtopic") {
    return topics.flatMap(({ slug, title, subtopics = [] }) =>
      subtopics.map((of) => ({
        value: `${slug}/${of.slug}`,
        label: `${title}: ${of.title}`,
        of,
      })),
    );
  }
  return topics
    .filter(({ kind }) => (kind === "theme") === (facet === "theme"))
    .map((of) => ({ value: of.slug, label: of.title, of }));
}

/** What a choice is called. @param {Index} index @param {Facet} facet @param {string} value */
export function labelOf(index, facet, value) {
  if (facet === "year" || facet === "source") return value || "Not known";
  return listed(index, facet).find((row) => row.value === value)?.label ?? value;
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
  const ofTopics = async (/** @type {"theme" | "subtopic" | "name"} */ facet) => {
    const chosen = choice[facet] ?? [];
    if (!chosen.length) return null;
    const counts = new Uint8Array(index.total);
    for (const { of } of listed(index, facet).filter(({ value }) => chosen.includes(value))) {
      for (const place of (await index.list(of)).places) counts[place]++;
    }
    const least = facet === "name" && !any ? chosen.length : 1;
    return counts.map((count) => (count >= least ? 1 : 0));
  };
  return {
    theme: await ofTopics("theme"),
    subtopic: await ofTopics("subtopic"),
    name: await ofTopics("name"),
    year: ofArticles(choice.year ?? [], years, year),
    source: ofArticles(choice.source ?? [], sources, source),
  };
}

/**
 * The values of a facet with how many of the passages found they would leave, beside what is chosen
 * in the other facets. For themes, subtopics and names their lists are loaded.
 * @param {Index} index
 * @param {Facet} facet
 * @param {number[]} found places found without any facet
 * @param {Record<Facet, Uint8Array | null>} left
 * @param {boolean} any whether a passage with any of the names chosen is left
 * @returns {Promise<{value: string, label: string, count: number}[]>}
 */
export async function countFacet(index, facet, found, left, any) {
  const { year, source, years, sources } = index.core;
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
    listed(index, facet).map(async ({ value, label, of }) => {
      const list = await index.list(of);
      return { value, label, count: list.places.reduce((sum, place) => sum + flags[place], 0) };
    }),
  );
  return facet === "theme" ? rows : rows.sort((a, b) => b.count - a.count);
}
