/**
 * Reads the index that hooks/dossier/search.py writes; its docstring describes the files.
 * Each file is fetched when it is first needed, and once.
 */

export const SITE = new URL("../../", import.meta.url);

/**
 * @typedef {{title: string, kind: string, slug: string, url: string, about: string,
 *   aliases: string[], terms: string[], words: string[], keywords: string[], places: number,
 *   list: [number, number], hue?: number}} Topic
 * @typedef {{words: string[], topics: Topic[], places: number[], years: string[],
 *   sources: string[], year: number[], source: number[]}} Core
 * @typedef {{word: string, count: number, key: string, places: number, file: number,
 *   offset: number, positions: number, surfaces: string[],
 *   names: [short: string, long: string][]}} Entry
 * @typedef {{places: Int32Array, often: Int32Array}} List
 * @typedef {[anchor: string, text: string, themes: number[], mentions: number[]]} ShownPassage
 * @typedef {{url: string, title: string, date: string, source: string, language: string,
 *   passages: ShownPassage[]}} ShownArticle
 */

/** @param {Response} response */
async function inflate(response) {
  const stream = response.body.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {Uint8Array} data @param {number} offset */
function* varints(data, offset) {
  for (let at = offset; at < data.length; ) {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = data[at++];
      value += (byte & 127) * factor;
      if (byte < 128) break;
      factor *= 128;
    }
    yield value;
  }
}

/** What has been opened, by its name: all of it goes by another when the site is published anew.
 *  @type {Map<string, Promise<any>>} */
export const opened = new Map();

export class Index {
  /** @param {URL} folder where the files are @param {Core} core */
  constructor(folder, core) {
    this.folder = folder;
    this.core = core;
    /** What of the dossier is out of reach. @type {string[]} */
    this.missing = [];
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
    /** The number of the first place of each article, then of each topic page. */
    this.first = [0];
    for (const places of core.places) this.first.push(this.first.at(-1) + places);
    this.articles = core.places.length;
    this.texts = this.first[this.articles];
    for (let topic = 0; topic < core.topics.length; topic++) this.first.push(this.first.at(-1) + 2);
    this.total = this.first.at(-1);
    /** The article (or, after the articles, the topic page) of each place. */
    this.owner = new Int32Array(this.total);
    for (let n = 0; n + 1 < this.first.length; n++) {
      this.owner.fill(n, this.first[n], this.first[n + 1]);
    }
  }

  /** Open the index of a site. @param {URL} site */
  static async open(site) {
    const data = new URL("search/data/", site);
    const { build } = await fetchFresh(new URL("entry.json", data));
    const folder = new URL(`${build}/`, data);
    return new Index(folder, await fetchJson(new URL("core.bin", folder)));
  }

  /** @param {string} name @param {(url: URL) => Promise<any>} read */
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
      const { words, keys } = await fetchJson(url);
      const entries = new Map();
      for (let at = 0; at < words.length; at += 3) {
        const [key, places, file, offset, positions, surfaces, names = []] = keys[words[at + 1]];
        const [word, count] = [words[at], words[at + 2]];
        entries.set(word, { word, count, key, places, file, offset, positions, surfaces, names });
      }
      return entries;
    });
  }

  /** @param {string} word @returns {Promise<Entry | undefined>} */
  async entry(word) {
    if (!this.core.words.length) return undefined;
    return (await this.words(this.rangeOf(word))).get(word);
  }

  /** Words that begin as this one does. @param {string} word */
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

  /** The places of a word, or of a topic's passages. @param {Entry | Topic} of @returns {Promise<List>} */
  async list(of) {
    const [file, offset] = "list" in of ? of.list : [of.file, of.offset];
    const data = await this.file(`c/${file}`, fetchBytes);
    const numbers = varints(data, offset);
    const length = numbers.next().value ?? 0;
    const places = new Int32Array(length);
    const often = new Int32Array(length);
    let place = 0;
    for (let n = 0; n < length; n++) {
      place += numbers.next().value;
      places[n] = place;
      often[n] = numbers.next().value;
    }
    return { places, often };
  }

  /**
   * Where a key stands in each of its places: positions, and the number of the surface at each.
   * @param {Entry} entry
   * @returns {Promise<Map<number, {at: number, surface: number}[]>>}
   */
  positions(entry) {
    return this.file(`p/${entry.file}`, fetchBytes).then(async (data) => {
      const { places, often } = await this.list(entry);
      const numbers = varints(data, entry.positions);
      const kinds = entry.surfaces.length;
      const found = new Map();
      places.forEach((place, n) => {
        const row = [];
        let at = 0;
        for (let i = 0; i < often[n]; i++) {
          const value = numbers.next().value;
          at += Math.floor(value / kinds);
          row.push({ at, surface: value % kinds });
        }
        found.set(place, row);
      });
      return found;
    });
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
 */
export function once(made, key, make) {
  if (!made.has(key)) {
    const promise = make();
    promise.catch(() => made.delete(key));
    made.set(key, promise);
  }
  return made.get(key);
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
