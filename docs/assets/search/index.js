/**
 * Reads the index that hooks/dossier/search/index.py writes; its docstring describes the files.
 * Each file is fetched when it is first needed, and once.
 */

export const SITE = new URL("../../", import.meta.url);

/**
 * @typedef {{title: string, kind: string, slug: string, url: string, about: string,
 *   aliases: string[], terms: string[], words: string[], keywords: string[], places: number,
 *   list: [number, number], hue?: number}} Topic
 * @typedef {{words: string[], topics: Topic[], places: number[], lengths: number[],
 *   headings: number[][], years: string[], sources: string[], year: number[],
 *   source: number[]}} Core
 * @typedef {{word: string, count: number, key: string, places: number, surfaces: string[],
 *   names: [short: string, long: string, word?: number][]}} Entry a word and the key it stands for
 * @typedef {Entry & {file: number, offset: number, positions: number, lists: Uint8Array}} Stored
 *   `lists`: the bytes that hold its list and positions, unless `file` says which file does
 * @typedef {{places: Int32Array, often: Int32Array}} List
 * @typedef {{at: number, surface: number}[]} Row positions of a word in a place, with surfaces
 * @typedef {[anchor: string, text: string, themes: number[], mentions: number[]]} ShownPassage
 * @typedef {{url: string, title: string, date: string, source: string, language: string,
 *   passages: ShownPassage[]}} ShownArticle
 */

/** `file` of an entry whose lists stand beside its words. */
const INLINE = -1;

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
    const { build } = await fetchFresh(new URL("entry.json", data));
    const folder = new URL(`${build}/`, data);
    return new Index(folder, await fetchJson(new URL("core.bin", folder)), site);
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
      const data = await fetchBytes(url);
      const end = data.indexOf(10);
      const { words, keys } = JSON.parse(new TextDecoder().decode(data.subarray(0, end)));
      const lists = data.subarray(end + 1);
      /** @type {Map<string, Stored>} */
      const entries = new Map();
      for (let at = 0; at < words.length; at += 3) {
        const [key, places, file, offset, positions, surfaces, names = []] = keys[words[at + 1]];
        const [word, count] = [words[at], words[at + 2]];
        entries.set(word, {
          word,
          count,
          key,
          places,
          file,
          offset,
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

  /** Words of the texts that begin with these letters. @param {string} letters */
  async completions(letters) {
    const found = [];
    for (let range = this.rangeOf(letters); range < this.core.words.length; range++) {
      if (this.core.words[range] > letters && !this.core.words[range].startsWith(letters)) break;
      for (const entry of (await this.words(range)).values()) {
        if (entry.count && entry.word.startsWith(letters)) found.push(entry);
      }
    }
    return found;
  }

  /** Whether the lists of a word are there as soon as the word is. @param {Entry} entry */
  isInline(entry) {
    return /** @type {Stored} */ (entry).file === INLINE;
  }

  /**
   * The places of a word, or of a topic's passages.
   * @param {Entry | Topic} of
   * @returns {Promise<List>}
   */
  async list(of) {
    const { lists, file, offset } =
      "list" in of
        ? { lists: null, file: of.list[0], offset: of.list[1] }
        : /** @type {Stored} */ (of);
    const inline = file === INLINE ? lists : null;
    const next = varints(inline ?? (await this.file(`c/${file}`, fetchBytes)), offset);
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

  /** @returns {Promise<string[]>} */
  slugs() {
    return this.file("slugs", fetchJson);
  }

  /** @param {number} article @returns {Promise<ShownArticle>} */
  article(article) {
    return this.file(`a/${article}`, fetchJson);
  }

  /** Words to compare a misspelling with. @returns {Promise<(string | number)[]>} */
  typing() {
    return this.file("typing", fetchJson);
  }

  /** A filter of words that are no misspellings. @returns {Promise<Uint8Array>} */
  english() {
    return this.file("english", fetchBytes);
  }
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

/** @param {URL} url */
async function fetchBytes(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  return inflate(response);
}

/** @param {URL} url */
async function fetchJson(url) {
  return JSON.parse(new TextDecoder().decode(await fetchBytes(url)));
}
