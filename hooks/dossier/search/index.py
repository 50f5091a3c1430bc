"""Dossier → the search's index: files that the reader's browser fetches a few of for each query.

The index is of passages. Each article has a place for its title and one for each block, and all
places of all articles, newest first, are numbered through; after them come the topic pages with
a place for their title and aliases and one for their introduction. The files:

- `entry.bin`: `build`, the name of the folder that all the others are in, a hash of their content,
  so that a browser's cache never mixes two builds; the topics, and of each article its number of
  places and words, its headings, year and source.
- `w/N.bin`: a range of the lexicon, in alphabetical order: every word of the dossier, and every
  other inflection and spelling of these words, with the key under which it is indexed, the numbers
  of the places that hold the key and, unless it is common, where in them.
- `p/N.bin`: where in them common keys stand; `t/N.bin`: the places of topics' passages.
- `a/N.bin`: what is shown of an article; `about.bin`: of each topic what its card says of it;
  `slugs.bin`: the slugs of all articles; `near.bin`: of each article the numbers of those nearest
  to it.
- `spelling.bin`: the words to compare a misspelling with; `spelling/A.bin`: those of them that
  begin with a letter, and a Bloom filter of words with that letter that are no misspellings, in the
  dossier or not. 0 stands for what is no letter from a to z.

A file is compressed with zlib; inside is JSON, except in `near.bin`, `p/` and `t/`; in `w/` a line
of JSON stands before the lists, in `spelling/` before the filter. In a list numbers are written
seven bits to a byte, lowest first, the eighth bit set on all bytes but the last. A list of places
is: how many; then for each the distance from the one before, and how often. Its positions are, in
the same order, the distance from the position before in that place, times the number of surfaces of
the key, plus the surface. The list of a topic, or of a subtopic, is made of its passages. In
`near.bin` each row is: how many; the first number; the distances between them.
"""

import hashlib
import json
import math
import shutil
import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from itertools import accumulate, chain, pairwise
from pathlib import Path

import regex
from markdown import markdown
from slugify import slugify

from dossier.core.cache import Cache
from dossier.core.digest import code, digest
from dossier.core.format import day, hue
from dossier.core.model import Article, Dossier, Passage, Topic
from dossier.core.progress import track
from dossier.core.urls import published
from dossier.core.workers import each
from dossier.pages.helpers import by_subtopic
from dossier.search.abbreviations import FAMILIAR, read_abbreviations
from dossier.search.english import (
    LETTERS,
    english_filters,
    english_inflections,
    initial,
    is_english,
)
from dossier.search.lexicon import (
    SAME_BEGINNING,
    Explained,
    Json,
    build_lexicon,
    lexicon_file,
    ranges_of,
)
from dossier.search.neighbours import neighbours
from dossier.search.postings import (
    NOWHERE,
    Address,
    Files,
    Postings,
    encode_places,
    varints,
)
from dossier.search.texts import Tokens, key_of, read_tokens
from dossier.search.tokens import fold, split_parts

DATA = "search/data"
"""Where a site has its index."""
MOST_INLINE = 4_000
"""Bytes of the lists of a key of which both stand beside its words; of others one stands apart."""
MOST_TYPING = 20_000
LEAST_TYPING = 4
_WIDE = regex.compile("[\U00010000-\U0010ffff]")


def index_files(dossier: Dossier, cache: Cache) -> dict[str, bytes]:
    """The index of a dossier as files, path → content; the same input gives the same bytes.

    All but `entry.bin`, the last, are in a folder whose name is the digest of the others.
    """
    introductions = _introductions(dossier, cache)
    found = Postings(_tokens(dossier, introductions, cache))
    explained = _explained(dossier, found.key_of)
    entries = found.encode()
    for row in explained:
        entries.setdefault(row[0], NOWHERE)
    beside: dict[str, int] = {}
    apart: dict[str, Address] = {}
    positions, of_topics = Files(), Files()
    for key, entry in entries.items():
        beside[key] = len(entry.places) + len(entry.positions)
        if beside[key] > MOST_INLINE:
            beside[key] = len(entry.places)
            apart[key] = positions.add(entry.positions)
    lexicon = build_lexicon(found.key_of, entries, english_inflections())
    names = _by_first_word(explained)
    counts = found.counts
    ranges = list(ranges_of(lexicon, beside))
    topics = _topics(dossier, of_topics)
    files = {
        f"{kind}/{number}.bin": zlib.compress(data, 9)
        for kind, packed in (("p", positions), ("t", of_topics))
        for number, data in enumerate(packed.contents)
    }

    def of_range(words: Sequence[str]) -> bytes:
        data = lexicon_file(words, lexicon, entries, counts, apart, names)
        return zlib.compress(data)  # 9 would take thrice the time, for a five-hundredth of it

    files |= {f"w/{number}.bin": data for number, data in enumerate(each(of_range, ranges))}
    articles = [1 + len(article.blocks) for article in dossier.articles]
    near = chain.from_iterable(neighbours(found, articles))
    files["near.bin"] = zlib.compress(varints(near), 9)
    files["slugs.bin"] = _packed([article.slug for article in dossier.articles])
    files |= {f"a/{number}.bin": data for number, data in enumerate(_all_shown(dossier, cache))}
    files["about.bin"] = _packed(
        [t.description or _beginning(introductions[t.src_uri]) for t in dossier.topics]
    )
    files |= _spelling(_typing(counts, dossier))
    core = {
        "words": [words[0][:SAME_BEGINNING] for words in ranges],
        "topics": topics,
        **_articles(dossier),
        "lengths": _lengths(found.lengths, articles),
    }
    files["entry.bin"] = _packed(core)
    build = hashlib.sha256(b"".join(n.encode() + files[n] for n in sorted(files))).hexdigest()[:12]
    del files["entry.bin"]
    in_folder = {f"{build}/{name}": data for name, data in files.items()}
    return in_folder | {"entry.bin": _packed({"build": build, **core})}


def build_of(entry: bytes) -> str:
    """The name of the folder that an `entry.bin` leads to."""
    return str(json.loads(zlib.decompress(entry))["build"])


def _introductions(dossier: Dossier, cache: Cache) -> dict[str, str]:
    """The text of each topic's page, by its `src_uri`."""
    bodies = [topic.body for topic in dossier.topics]
    keys = [digest("introduction", code(), body) for body in bodies]
    texts = cache.results(lambda body: read_text(body).encode(), bodies, keys, bytes.decode)
    return dict(zip((topic.src_uri for topic in dossier.topics), texts, strict=True))


def _tokens(dossier: Dossier, introductions: Mapping[str, str], cache: Cache) -> Iterator[Tokens]:
    """The words of all places of the index, in order."""
    texts = [*map(_texts, dossier.articles)]
    for topic in dossier.topics:
        names = [topic.title] if topic.is_theme else [term.text for term in topic.terms]
        called = "\n".join(dict.fromkeys([*names, *topic.keywords]))
        about = f"{topic.description or ''}\n{introductions[topic.src_uri]}"
        texts.append(("en", [called, about]))
    keys = [digest("tokens", code(), *row) for row in texts]
    read = cache.results(lambda row: read_tokens(*row).pack(), texts, keys, Tokens.unpack)
    return track(read, len(texts), "Indexing articles")


def _texts(article: Article) -> tuple[str, list[str]]:
    """The language of an article, its title and each of its blocks."""
    texts = [f"{article.title}\n{article.description or ''}"]
    for block in article.blocks:  # the page shows a title once
        repeated = article.has_own_title and block is article.blocks[0]
        texts.append("" if repeated else block.text)
    return article.language[:2], texts


def _explained(dossier: Dossier, keys: Mapping[str, str]) -> list[Explained]:
    """Abbreviations and what they stand for, both as keys, the latter with spaces between."""
    texts = (block.text for article in dossier.articles for block in article.blocks)
    familiar = {short for short, _ in FAMILIAR}
    rows: set[Explained] = set()
    for short, long in read_abbreviations(texts):
        words = [keys.get(part.form) for part in split_parts(long)]
        joined = fold(short.replace(".", "").replace("-", ""))
        if None not in words and len(words) > 1:
            key = keys.get(joined, key_of(joined))
            word = (1,) if short not in familiar and is_english(joined) else ()
            rows.add((key, " ".join(map(str, words)), *word))
    return sorted(rows)


def _by_first_word(explained: Iterable[Explained]) -> dict[str, list[Explained]]:
    """What is explained by its abbreviation, and by the first word of its long form."""
    rows: dict[str, list[Explained]] = defaultdict(list)
    for row in explained:
        for key in {row[0], row[1].split()[0]}:
            rows[key].append(row)
    return dict(rows)


def _topics(dossier: Dossier, files: Files) -> list[dict[str, object]]:
    """What is told of each topic, its list of passages being put into a file."""
    starts = accumulate((1 + len(article.blocks) for article in dossier.articles), initial=0)
    first = {article.slug: start for article, start in zip(dossier.articles, starts, strict=False)}
    topics: list[dict[str, object]] = []

    def listed(passages: Iterable[Passage]) -> dict[str, object]:
        places = sorted(first[p.article.slug] + p.block.number for p in passages)
        address = files.add(encode_places(places))
        return {"places": len(places), "list": [address.file, address.offset]}

    for topic in dossier.topics:
        passages = dossier.passages_of_topic[topic.src_uri]
        topics.append(_topic(topic) | listed(passages))
        if topic.is_theme:
            topics[-1]["hue"] = hue(dossier.themes, topic)
            topics[-1]["subtopics"] = [
                {"title": title, "slug": slugify(title), **listed(row)}
                for title, row in by_subtopic(topic, tuple(passages))
            ]
    return topics


def _typing(counts: Mapping[str, int], dossier: Dossier) -> list[tuple[str, int]]:
    """Words to compare a misspelling with and how often each occurs: names first, then as often."""
    names = {
        part.form
        for topic in dossier.names
        for term in topic.terms
        for part in split_parts(term.text)
    }
    meant = (word for word in counts if len(word) >= LEAST_TYPING and word.isalpha())
    often = sorted(meant, key=lambda word: (word not in names, -counts[word], word))
    return [(word, counts[word]) for word in often[:MOST_TYPING]]


def _spelling(typing: Sequence[tuple[str, int]]) -> dict[str, bytes]:
    """All words to compare with, and those of each letter with its filter."""
    rows: dict[str, list[tuple[str, int]]] = {letter: [] for letter in LETTERS}
    for row in typing:
        rows[initial(row[0])].append(row)
    filters = english_filters()
    parts = {
        f"spelling/{letter}.bin": _packed(_flat(rows[letter]), b"\n" + filters[letter])
        for letter in LETTERS
    }
    return {"spelling.bin": _packed(_flat(typing))} | parts


def _flat(rows: Iterable[tuple[str, int]]) -> Json:
    return [*chain.from_iterable(rows)]


def _topic(topic: Topic) -> dict[str, object]:
    """`terms` are what the topic is called, each as keys without spaces; those written in capitals
    that are also words of English are `words`. `shown` is what they look like."""
    terms = [topic.title] if topic.is_theme else [term.text for term in topic.terms]
    gathered = [term.text for term in topic.terms if term.strength == "strong"]
    return {
        "title": topic.title,
        "kind": topic.kind,
        "slug": topic.slug,
        "url": published(topic.src_uri),
        "aliases": [] if topic.is_theme else terms[1:],
        "terms": [_phrase(text) for text in terms],
        "words": [_phrase(text) for text in terms if text.isupper() and is_english(text)],
        "keywords": [_phrase(text) for text in (gathered if topic.is_theme else topic.keywords)],
    }


def _phrase(text: str) -> str:
    return "".join(key_of(part.form) for part in split_parts(text))


def _beginning(text: str, most: int = 180) -> str:
    """The beginning of a text, cut at a word."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + " …"


def _articles(dossier: Dossier) -> dict[str, object]:
    """`places`, `headings`, `year` and `source` of each article.

    Headings are numbers of places in the article, years and sources numbers of lists.
    """
    years = sorted({a.when[:4] for a in dossier.articles}, reverse=True)
    sources = sorted({a.source.name if a.source else "" for a in dossier.articles})
    return {
        "places": [1 + len(a.blocks) for a in dossier.articles],
        "headings": [
            [block.number for block in article.blocks if block.kind == "heading"]
            for article in dossier.articles
        ],
        "years": years,
        "sources": sources,
        "year": [years.index(a.when[:4]) for a in dossier.articles],
        "source": [
            bisect_left(sources, a.source.name if a.source else "") for a in dossier.articles
        ],
    }


def _lengths(lengths: Sequence[int], articles: Sequence[int]) -> list[int]:
    """How long each article is, of which `articles` has the number of places.

    `lengths` has that of each place in words. In sixteenths of the binary logarithm of the number
    of words, for half of the bytes; the search only compares lengths.
    """
    ends = list(accumulate(articles, initial=0))
    sums = (sum(lengths[start:end]) for start, end in pairwise(ends))
    return [round(16 * math.log2(max(1, words))) for words in sums]


def _all_shown(dossier: Dossier, cache: Cache) -> Iterator[bytes]:
    """What is shown of each article, as a file; it is kept."""
    numbers = {topic.src_uri: number for number, topic in enumerate(dossier.topics)}

    def shown(article: Article) -> Json:
        return _shown(article, dossier, numbers)

    keys = [digest("shown", code(), shown(article)) for article in dossier.articles]
    yield from cache.results(
        lambda article: _packed(shown(article)), dossier.articles, keys, bytes, level=0
    )


def _shown(article: Article, dossier: Dossier, numbers: Mapping[str, int]) -> Json:
    """What is shown of an article. A passage: anchor, text, numbers of its themes, and of each
    name in it number, start and end (as JavaScript counts characters)."""
    return {
        "url": published(article.src_uri),
        "title": article.title + (f" ({article.unpublished})" if article.unpublished else ""),
        "date": day(article.when) if article.when else "",
        "source": article.source.name if article.source else "",
        "language": article.language,
        "passages": [
            _shown_passage(passage, numbers)
            for passage in dossier.passages_of_article[article.slug]
        ],
    }


def _shown_passage(passage: Passage, numbers: Mapping[str, int]) -> Json:
    text = passage.block.text
    wide = [found.start() for found in _WIDE.finditer(text)]
    return [
        passage.block.anchor,
        text,
        [numbers[theme.src_uri] for theme in passage.themes],
        [
            number
            for mention in passage.mentions
            for number in (
                numbers[mention.topic.src_uri],
                mention.start + bisect_left(wide, mention.start),
                mention.end + bisect_left(wide, mention.end),
            )
        ],
    ]


def _packed(value: Json, more: bytes = b"") -> bytes:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(data + more, 9)


class _Text(HTMLParser):
    """Collects the text of markup; what is not in one line is not one text."""

    INLINE = frozenset(
        "a abbr b cite code em i mark q s small span strong sub sup time u".split()  # of a line
    )

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def _part(self, tag: str) -> None:
        if tag not in self.INLINE:
            self.text.append(" ")


def read_text(body: str) -> str:
    """The text of what people wrote in Markdown, as its page shows it."""
    parser = _Text()
    parser.feed(markdown(body, extensions=["attr_list"]))
    return " ".join("".join(parser.text).split())


def write_index(dossier: Dossier, site: Path, cache: Cache) -> None:
    """Index a dossier into `DATA` of a site, in the place of an older index.

    The older one is used until the new one is whole.
    """
    folder = site / DATA
    older = set(folder.glob("*/"))
    for name, data in index_files(dossier, cache).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    build = build_of((folder / "entry.bin").read_bytes())
    for path in older - {folder / build}:
        shutil.rmtree(path)
