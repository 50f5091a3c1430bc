/**
 * Reads the index that hooks/dossier/search/index.py writes; its docstring describes the files.
 * Each file is fetched when it is first needed, and once.
 */

export const SITE = new URL("../../", import.meta.url);

/**
 * @typedef {{title: string, kind: string, slug: string, url: string, aliases: string[],
 *   terms: string[], words: string[], keywords: string[], places: number,
 *   list: [number, number], hue?: number, subtopics?: Subtopic[]}} Topic
 * @typedef {{title: string, slug: string, places: number, list: [number, number]}} Subtopic
 * @typedef {{words: string[], topics: Topic[], places: number[], lengths: number[],
 *   headings: number[][], years: string[], sources: string[], year: number[],
 *   source: number[]}} Core
 * @typedef {{word: string, count: number, key: string, places: number, surfaces: string[],
 *   names: [short: string, long: string, word?: number][]}} Entry a word and the key it stands for
 * @typedef {Entry & {offset: number, file: number, positions: number, lists: Uint8Array}} Stored
 *   `lists`: the bytes that hold its list, and its positions unless `file` says which file does
 * @typedef {{word: string, count: number}} Counted how often a word occurs
 * @typedef {(string | number)[]} Frequent word, how often it occurs, and so on
 * @typedef {{words: Frequent, english: Uint8Array}} Spelling `english`: a filter
 * @typedef {{places: Int32Array, often: Int32Array}} List
 * @typedef {{at: number, surface: number}[]} Row positions of a word in a place, with surfaces
 * @typedef {[anchor: string, text: string, themes: number[], mentions: number[]]} ShownPassage
 * @typedef {{url: string, title: string, date: string, source: string, language: string,
 *   passages: ShownPassage[]}} ShownArticle
 */

/** `file` of an entry whose positions stand beside its words. */
const INLINE = -1;

/** The files of the lexicon that are read for what begins alike. */
const MOST_RANGES = 3;

/** That the browser lacks what the search needs. */
export class Unsupported extends Error {}

/** @param {Response} response */
async function inflate(response) {
  if (typeof DecompressionStream === "undefined") throw new Unsupported("no DecompressionStream");
  if (!response.body) return new Uint8Array();
  const stream = response.body.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {Uint8Array} data @param {number} offset @returns {() => number} gives the next number */
function varints(data, offset) {
  let at = offset;
  return () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = data[at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
}

/** What has been opened, by its name: all of it goes by another when the site is published anew.
 *  @type {Map<string, Promise<any>>} */
export const opened = new Map();

export class Index {
  /** @param {URL} folder where the files are @param {Core} core @param {URL} site */
  constructor(folder, core, site = SITE) {
    this.folder = folder;
    this.core = core;
    this.site = site;
    /** What of the dossier is out of reach. @type {string[]} */
    this.missing = [];
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
    /** About how many words each article has. */
    this.lengths = Float64Array.from(core.lengths, (sixteenths) => 2 ** (sixteenths / 16));
    /** The number of the first place of each article, then of each topic page. */
    this.first = [0];
    let place = 0;
    for (const places of core.places) this.first.push((place += places));
    this.articles = core.places.length;
    this.texts = place;
    for (let topic = 0; topic < core.topics.length; topic++) this.first.push((place += 2));
    this.total = place;
    /** The article (or, after the articles, the topic page) of each place. */
    this.owner = new Int32Array(this.total);
    /** The place of the heading that each place stands under, or -1. */
    this.heading = new Int32Array(this.total).fill(-1);
    for (let n = 0; n + 1 < this.first.length; n++) {
      this.owner.fill(n, this.first[n], this.first[n + 1]);
    }
    core.headings.forEach((numbers, article) => {
      for (const number of numbers) {
        const heading = this.first[article] + number;
        this.heading.fill(heading, heading, this.first[article + 1]);
      }
    });
  }

  /** Open the index of a site. @param {URL} site */
  static async open(site) {
    const data = new URL("search/data/", site);
    const { build, ...core } = await fetchJson(new URL("entry.bin", data), { cache: "no-cache" });
    return new Index(new URL(`${build}/`, data), core, site);
  }

  /**
   * @template Value
   * @param {string} name @param {(url: URL) => Promise<Value>} read
   * @returns {Promise<Value>}
   */
  file(name, read) {
    return once(this.files, name, () => read(new URL(`${name}.bin`, this.folder)));
  }

  /** The file of the lexicon that holds a word, if the dossier has it. @param {string} word */
  rangeOf(word) {
    const { words } = this.core;
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      // Python sorts by code point, JavaScript compares by UTF-16 unit: the same below U+D800.
      if (words[middle] <= word) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  /** Whether two words would stand in the same file. @param {string} one @param {string} other */
  together(one, other) {
    return this.rangeOf(one) === this.rangeOf(other);
  }

  /** @param {number} range @returns {Promise<Map<string, Entry>>} */
  words(range) {
    return this.file(`w/${range}`, async (url) => {
      const [{ words, keys }, lists] = await fetchParts(url);
      /** @type {Map<string, Stored>} */
      const entries = new Map();
      for (let at = 0; at < words.length; at += 3) {
        const [key, places, offset, file, positions, surfaces, names = []] = keys[words[at + 1]];
        const [word, count] = [words[at], words[at + 2]];
        entries.set(word, {
          word,
          count,
          key,
          places,
          offset,
          file,
          positions,
          surfaces,
          names,
          lists,
        });
      }
      return entries;
    });
  }

  /** @param {string} word @returns {Promise<Entry | undefined>} */
  async entry(word) {
    if (!this.core.words.length) return undefined;
    return (await this.words(this.rangeOf(word))).get(word);
  }

  /** Words that begin as this one does. @param {string} word @returns {Promise<Iterable<Entry>>} */
  async alike(word) {
    return (await this.words(this.rangeOf(word))).values();
  }

  /**
   * Words of the texts that begin with these letters: all, or where these would be in many files
   * the frequent ones.
   * @param {string} letters @returns {Promise<Counted[]>}
   */
  async completions(letters) {
    const [first, last] = [this.rangeOf(letters), this.rangeOf(`${letters}\uffff`)];
    const begins = (/** @type {Counted} */ { word, count }) => count && word.startsWith(letters);
    if (last - first < MOST_RANGES) {
      const ranges = Array.from({ length: 1 + last - first }, (_, n) => this.words(first + n));
      return (await Promise.all(ranges)).flatMap((words) => [...words.values()].filter(begins));
    }
    return counted((await this.spelling(letters)).words).filter(begins);
  }

  /** Whether the positions of a word are there as soon as the word is. @param {Entry} entry */
  isInline(entry) {
    return /** @type {Stored} */ (entry).file === INLINE;
  }

  /**
   * The places of a word, or of the passages of a topic or subtopic.
   * @param {Entry | Topic | Subtopic} of
   * @returns {Promise<List>}
   */
  async list(of) {
    const next =
      "list" in of
        ? varints(await this.file(`t/${of.list[0]}`, fetchBytes), of.list[1])
        : varints(/** @type {Stored} */ (of).lists, /** @type {Stored} */ (of).offset);
    const length = next();
    const places = new Int32Array(length);
    const often = new Int32Array(length);
    let place = 0;
    for (let n = 0; n < length; n++) {
      places[n] = place += next();
      often[n] = next();
    }
    return { places, often };
  }

  /**
   * Where a key stands in each of its places: positions, and the number of the surface at each.
   * @param {Entry} entry
   * @returns {Promise<Map<number, Row>>}
   */
  async positions(entry) {
    const { places, often } = await this.list(entry);
    const stored = /** @type {Stored} */ (entry);
    const inline = stored.file === INLINE ? stored.lists : null;
    const data = inline ?? (await this.file(`p/${stored.file}`, fetchBytes));
    const next = varints(data, stored.positions);
    const kinds = entry.surfaces.length;
    const found = new Map();
    places.forEach((place, n) => {
      const row = [];
      let at = 0;
      for (let i = 0; i < often[n]; i++) {
        const value = next();
        at += Math.floor(value / kinds);
        row.push({ at, surface: value % kinds });
      }
      found.set(place, row);
    });
    return found;
  }

  /** The articles nearest to each article. @returns {Promise<Int32Array[]>} */
  near() {
    return this.file("near", async (url) => {
      const next = varints(await fetchBytes(url), 0);
      return this.core.places.map(() => {
        let number = 0;
        return Int32Array.from({ length: next() }, () => (number += next()));
      });
    });
  }

  /** What the cards of topics say of them. @returns {Promise<string[]>} */
  about() {
    return this.file("about", fetchJson);
  }

  /** @returns {Promise<string[]>} */
  slugs() {
    return this.file("slugs", fetchJson);
  }

  /** @param {number} article @returns {Promise<ShownArticle>} */
  article(article) {
    return this.file(`a/${article}`, fetchJson);
  }

  /** Words to compare a misspelling with. @returns {Promise<Frequent>} */
  frequent() {
    return this.file("spelling", fetchJson);
  }

  /** Of words with the same first letter: those of the dossier, and those of English.
   *  @param {string} word @returns {Promise<Spelling>} */
  spelling(word) {
    return this.file(`spelling/${initial(word)}`, async (url) => {
      const [words, english] = await fetchParts(url);
      return { words, english };
    });
  }
}

/** What words with the first letter of this one are filed under. @param {string} word */
function initial(word) {
  return /^[a-z]/.test(word) ? word[0] : "0";
}

/** @param {Frequent} words @returns {Counted[]} */
export function counted(words) {
  return Array.from({ length: words.length / 2 }, (_, n) => ({
    word: String(words[2 * n]),
    count: Number(words[2 * n + 1]),
  }));
}

/**
 * What `make` gives, made once for each key; again only where it failed.
 * @template Key, Value
 * @param {Map<Key, Promise<Value>>} made @param {Key} key @param {() => Promise<Value>} make
 * @returns {Promise<Value>}
 */
export function once(made, key, make) {
  const known = made.get(key);
  if (known) return known;
  const promise = make();
  promise.catch(() => made.delete(key));
  made.set(key, promise);
  return promise;
}

/** The contents of a file that changes under its name. @param {URL} url */
export async function fetchFresh(url) {
  const response = await fetch(url, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  return response.json();
}

/** @param {URL} url @param {RequestInit} [options] */
async function fetchBytes(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  return inflate(response);
}

/** @param {URL} url @param {RequestInit} [options] */
async function fetchJson(url, options) {
  return JSON.parse(new TextDecoder().decode(await fetchBytes(url, options)));
}

/** A line of JSON, and the bytes that follow it.
 *  @param {URL} url @returns {Promise<[any, Uint8Array]>} */
async function fetchParts(url) {
  const data = await fetchBytes(url);
  const end = data.indexOf(10);
  return [JSON.parse(new TextDecoder().decode(data.subarray(0, end))), data.subarray(end + 1)];
}
