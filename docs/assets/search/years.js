/**
 * Several years, each a site with an index of its own, searched as if they had one.
 *
 * Places, articles and topics are numbered through as hooks/dossier/search/index.py does: the
 * articles of the newest year first, then the topics, each once. So what is found, and in which
 * order, is the same; only the neighbours of an article are sought in its own year.
 */

import { counted, fetchFresh, Index, once, opened, SITE } from "./index.js";
import { splitParts } from "./tokens.js";

/** @typedef {import("./index.js").Core} Core */
/** @typedef {import("./index.js").Entry} Entry */
/** @typedef {import("./index.js").Topic} Topic */
/** @typedef {import("./index.js").ShownArticle} ShownArticle */
/** @typedef {import("./index.js").ShownPassage} ShownPassage */
/** @typedef {Entry & {parts: (Entry | undefined)[]}} JointEntry `parts`: of each year */
/** @typedef {import("./index.js").Subtopic} Subtopic */
/** @typedef {Subtopic & {parts: (Subtopic | undefined)[]}} JointSubtopic */
/** @typedef {Topic & {path: string, parts: (Topic | undefined)[]}} JointTopic */

/**
 * The indexes of all years as one; `missing` says which are out of reach. Fails if all are.
 * @param {string} own the year of this site
 * @param {string[]} lost years not to be tried
 */
export async function openYears(own, lost) {
  const list = () => fetchFresh(new URL("../years.json", SITE)).then(({ years }) => years);
  /** @type {string[] | null} */
  const listed = await once(opened, "years", list).catch(() => null);
  const years = listed ?? [own];
  const missing = listed ? [] : ["the other years"];
  const found = await Promise.allSettled(
    years.map((year) => (lost.includes(year) ? Promise.reject() : openYear(year, year === own))),
  );
  const indexes = found.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
  missing.push(...years.filter((_, n) => found[n].status === "rejected"));
  if (!indexes.length) throw new Error(`No year is in reach: ${missing.join(", ")}`);
  if (missing.length) return new Years(indexes, missing);
  return once(opened, "all", async () => new Years(indexes, missing));
}

/** @param {string} year @param {boolean} own @returns {Promise<Year>} */
function openYear(year, own) {
  const site = own ? SITE : new URL(`../${year}/`, SITE);
  return once(opened, year, async () => new Year(year, site, await Index.open(site)));
}

/** The index of one of several years. An error tells which: the search goes on without it. */
class Year extends Index {
  /** @param {string} year @param {URL} site @param {Index} index */
  constructor(year, site, { folder, core }) {
    super(folder, core, site);
    this.year = year;
  }

  /**
   * @template Value
   * @param {string} name @param {(url: URL) => Promise<Value>} read
   * @returns {Promise<Value>}
   */
  file(name, read) {
    return super.file(name, (url) =>
      read(url).catch((error) => {
        throw Object.assign(error, { year: this.year });
      }),
    );
  }
}

class Years extends Index {
  /** @param {Year[]} indexes newest first @param {string[]} missing */
  constructor(indexes, missing) {
    super(SITE, unitedCore(indexes));
    this.indexes = indexes;
    this.missing = missing;
    const topics = /** @type {JointTopic[]} */ (this.core.topics);
    const numbers = new Map(topics.map((topic, number) => [topic.path, number]));
    /** Of each year, the number here of each of its topics, and of its first article. */
    this.topics = indexes.map(({ core }) => core.topics.map(({ url }) => numbers.get(url) ?? -1));
    this.starts = indexes.map((_, n) =>
      indexes.slice(0, n).reduce((sum, { articles }) => sum + articles, 0),
    );
  }

  /** The number here of a place of a year. @param {number} n @param {number} place */
  place(n, place) {
    const beyond = place - this.indexes[n].texts;
    if (beyond < 0) return this.first[this.starts[n]] + place;
    return this.texts + 2 * this.topics[n][beyond >> 1] + (beyond & 1);
  }

  /** @param {string} one @param {string} other */
  together(one, other) {
    return this.indexes.every((index) => index.together(one, other));
  }

  /** @param {string} word @returns {Promise<JointEntry | undefined>} */
  async entry(word) {
    const found = await Promise.all(this.indexes.map((index) => index.entry(word)));
    const known = found.find((entry) => entry?.count) ?? found.find(Boolean);
    if (!known) return undefined;
    const { key } = known;
    // A year may have other forms of the word, but not this one.
    const parts = await Promise.all(
      found.map(async (entry, n) => {
        const same = entry?.key === key ? entry : await this.indexes[n].entry(key);
        return same?.key === key ? same : undefined;
      }),
    );
    const there = parts.filter((part) => part !== undefined);
    const sum = (/** @type {number[]} */ numbers) => numbers.reduce((a, b) => a + b, 0);
    /** @type {Map<string, Entry["names"][number]>} */
    const names = new Map();
    for (const name of there.flatMap((part) => part.names)) names.set(name.join(), name);
    return {
      word,
      key,
      parts,
      count: sum(there.map((part) => (part.word === word ? part.count : 0))),
      places: sum(there.map((part) => part.places)),
      surfaces: [...new Set(there.flatMap((part) => part.surfaces))].sort(),
      names: [...names].sort(byFirst).map(([, name]) => name),
    };
  }

  /** @param {string} word */
  async alike(word) {
    return united(await Promise.all(this.indexes.map((index) => index.alike(word))));
  }

  /** @param {string} letters */
  async completions(letters) {
    const found = await Promise.all(this.indexes.map((index) => index.completions(letters)));
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { word, count } of found.flat()) counts.set(word, (counts.get(word) ?? 0) + count);
    return [...counts].sort(byFirst).map(([word, count]) => ({ word, count }));
  }

  /** @param {Entry} entry */
  isInline(entry) {
    const { parts } = /** @type {JointEntry} */ (entry);
    return this.indexes.every((index, n) => {
      const part = parts[n];
      return !part || index.isInline(part);
    });
  }

  /** @param {Entry | Topic | Subtopic} of */
  async list(of) {
    const parts = /** @type {(Entry | Topic | Subtopic | undefined)[]} */ (
      /** @type {JointEntry | JointTopic | JointSubtopic} */ (of).parts
    );
    /** @type {Map<number, number>} */
    const found = new Map();
    const lists = await this.ofEach(parts, (index, part) => index.list(part));
    lists.forEach((list, n) => {
      list?.places.forEach((place, at) => found.set(this.place(n, place), list.often[at]));
    });
    return { places: Int32Array.from(found.keys()), often: Int32Array.from(found.values()) };
  }

  /** @param {Entry} entry */
  async positions(entry) {
    const { parts, surfaces } = /** @type {JointEntry} */ (entry);
    /** @type {Map<number, import("./index.js").Row>} */
    const found = new Map();
    const maps = await this.ofEach(parts, (index, part) => index.positions(part));
    maps.forEach((map, n) => {
      const numbers = parts[n]?.surfaces.map((surface) => surfaces.indexOf(surface)) ?? [];
      for (const [place, row] of map ?? []) {
        const renumbered = row.map(({ at, surface }) => ({ at, surface: numbers[surface] }));
        found.set(this.place(n, place), renumbered);
      }
    });
    return found;
  }

  /**
   * @template Part, Value
   * @param {(Part | undefined)[]} parts @param {(index: Year, part: Part) => Promise<Value>} ask
   * @returns {Promise<(Value | undefined)[]>}
   */
  ofEach(parts, ask) {
    return Promise.all(
      parts.map((part, n) => (part === undefined ? undefined : ask(this.indexes[n], part))),
    );
  }

  /** The years lie apart: an article has its neighbours in its own. */
  async near() {
    const found = await Promise.all(this.indexes.map((index) => index.near()));
    return found.flatMap((rows, n) =>
      rows.map((row) => row.map((other) => other + this.starts[n])),
    );
  }

  async slugs() {
    return (await Promise.all(this.indexes.map((index) => index.slugs()))).flat();
  }

  /** @param {number} article @returns {Promise<ShownArticle>} */
  async article(article) {
    const n = this.starts.filter((start) => start <= article).length - 1;
    const shown = await this.indexes[n].article(article - this.starts[n]);
    const number = (/** @type {number} */ topic) => this.topics[n][topic];
    return {
      ...shown,
      url: String(new URL(shown.url, this.indexes[n].site)),
      passages: shown.passages.map(([anchor, text, themes, mentions]) => [
        anchor,
        text,
        themes.map(number),
        mentions.map((value, at) => (at % 3 ? value : number(value))),
      ]),
    };
  }

  async frequent() {
    return this.unitedCounts(await Promise.all(this.indexes.map((index) => index.frequent())));
  }

  /** @param {string} word */
  async spelling(word) {
    const found = await Promise.all(this.indexes.map((index) => index.spelling(word)));
    return { ...found[0], words: this.unitedCounts(found.map(({ words }) => words)) };
  }

  /** The words of several years with what they sum up to, names first.
   *  @param {import("./index.js").Frequent[]} years */
  unitedCounts(years) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { word, count } of years.flatMap(counted)) {
      counts.set(word, (counts.get(word) ?? 0) + count);
    }
    const topics = this.core.topics.filter(({ kind }) => kind !== "theme");
    const called = topics.flatMap(({ title, aliases }) => [title, ...aliases]);
    const names = new Set(called.flatMap((name) => splitParts(name).map(({ form }) => form)));
    const rows = [...counts].map(([word, often]) => ({ word, often, name: names.has(word) }));
    rows.sort(
      (a, b) => Number(b.name) - Number(a.name) || b.often - a.often || (a.word < b.word ? -1 : 1),
    );
    return rows.flatMap(({ word, often }) => [word, often]);
  }

  async about() {
    const found = await Promise.all(this.indexes.map((index) => index.about()));
    /** @type {string[]} */
    const about = [];
    this.topics.forEach((numbers, n) =>
      numbers.forEach((number, topic) => (about[number] ??= found[n][topic])),
    );
    return about;
  }
}

/** @param {Year[]} indexes @returns {Core} */
function unitedCore(indexes) {
  const cores = indexes.map(({ core }) => core);
  const years = [...new Set(cores.flatMap((core) => core.years))].sort().reverse();
  const sources = [...new Set(cores.flatMap((core) => core.sources))].sort();
  return {
    words: cores.flatMap(({ words }) => words),
    topics: unitedTopics(indexes),
    places: cores.flatMap(({ places }) => places),
    lengths: cores.flatMap(({ lengths }) => lengths),
    headings: cores.flatMap(({ headings }) => headings),
    years,
    sources,
    year: cores.flatMap((core) => core.year.map((n) => years.indexOf(core.years[n]))),
    source: cores.flatMap((core) => core.source.map((n) => sources.indexOf(core.sources[n]))),
  };
}

/**
 * Each topic once, with its passages of all years; it leads to its page in this year, or in the
 * newest with passages where this one has none. `path` is its address in each.
 * @param {Year[]} indexes
 */
function unitedTopics(indexes) {
  /** @type {Map<string, JointTopic>} */
  const topics = new Map();
  indexes.forEach(({ core, site }, n) => {
    for (const topic of core.topics) {
      const path = topic.url;
      const known = topics.get(path) ?? { ...topic, path, places: 0, parts: [] };
      const url = String(new URL(path, site));
      const better = topic.places ? !known.places || site === SITE : !known.places && site === SITE;
      if (!known.parts.length || better) known.url = url;
      known.places += topic.places;
      known.parts[n] = topic;
      topics.set(path, known);
    }
  });
  for (const topic of topics.values()) topic.subtopics = unitedSubtopics(topic.parts);
  return [...topics.values()];
}

/** Each subtopic of a theme once. @param {(Topic | undefined)[]} years the theme in each */
function unitedSubtopics(years) {
  /** @type {Map<string, JointSubtopic>} */
  const subtopics = new Map();
  years.forEach((topic, n) => {
    for (const subtopic of topic?.subtopics ?? []) {
      const known = subtopics.get(subtopic.slug) ?? { ...subtopic, places: 0, parts: [] };
      known.places += subtopic.places;
      known.parts[n] = subtopic;
      subtopics.set(subtopic.slug, known);
    }
  });
  return [...subtopics.values()];
}

/** Words of several years, each once, in alphabetical order. @param {Iterable<Entry>[]} years */
function united(years) {
  /** @type {Map<string, Entry>} */
  const words = new Map();
  for (const entry of years.flatMap((entries) => [...entries])) {
    const count = (words.get(entry.word)?.count ?? 0) + entry.count;
    words.set(entry.word, { ...(entry.count ? entry : (words.get(entry.word) ?? entry)), count });
  }
  return [...words].sort(byFirst).map(([, entry]) => entry);
}

/** @param {[string, any]} one @param {[string, any]} other */
function byFirst([one], [other]) {
  return one < other ? -1 : 1;
}
