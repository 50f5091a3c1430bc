"""Makes archives of any size: projects of ours with generated articles and names.

Words are drawn by Zipf's law from an English word list, small words first. Each paragraph is on a
theme, on two, or on none, and has a few of that theme's own terms; names are drawn by Zipf's law
too. The same size gives the same archive.
"""

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, chain
from pathlib import Path

from dossier.core.model import Topic
from dossier.reading.topics import read_topics
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from slugify import slugify

from benchmarks.measure import ROOT

VOCABULARY = 60_000
FREQUENT = (
    "the of and to in a that for on with as by is was at from it has have had be an will its are "
    "were said this which their but not or more than also new been they would between over after "
    "officials ministry visit leaders week year government capital report public plan members "
    "statement month spokesperson meeting senior state both countries country part early late"
).split()
OFTEN = "agreement policy strategic partnership investment semiconductor defence".split()
"""What readers ask for, and most articles of the kind have; words of rank 150 or so."""
RARE = ("F-62", "MX-9B", "COMRAVA", "TOUCH", "Jarlhaven", "Mirel", "W-1B", "23/11", "Citroën")
SOURCES = ("Morning Gazette", "Evening Courier", "Weekly Review", "Harbour Observer")
PARAGRAPHS = (8, 20)
SENTENCES = (2, 4)
WORDS = (8, 28)
NEWEST = date(2025, 12, 31)
YEARS = 10
NAMES = 300
THEMES = (0.2, 0.26, 0.14, 0.08)
"""The share of paragraphs that are on each of the first themes; of the rest most are on none."""
SECOND = 0.15
MENTIONS = (0.35, 0.4, 0.2, 0.05)
"""The share of paragraphs that mention no name, one, two, three."""
DATED, COUNTED = 0.06, 0.1
"""The share of paragraphs that state a date, an amount."""

FIRST = "Adela Bruno Celia Dario Edda Fabian Greta Henrik Ilona Jasper Kamala Leander".split()
LAST = (
    "Ab Bel Cor Dan Els Fer Gal Hal Ing Jor Kas Lor Mar Nor Ost Per Quen Ras Sel Tor",
    "bury dale feld gard hart holm land lund mark rode stedt ville wick",
)
BODIES = ("Council", "Institute", "Foundation", "Commission", "Bureau", "Alliance")
PLACES = ("Harbour", "Bridge", "Valley", "Island", "Point")
WORDS_OF_SCALE = ("million", "billion")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Things to draw from, and the running sum of their weights."""

    things: Sequence[str]
    sums: Sequence[float]

    @classmethod
    def by_rank(cls, things: Sequence[str], flat: float) -> "Drawn":
        """By Zipf's law; the larger `flat`, the less do the first stand out."""
        return cls(things, list(accumulate(1 / (rank + flat) for rank in range(len(things)))))

    def draw(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.things, cum_weights=self.sums, k=count)


def write(project: Path, count: int) -> None:
    """Write a project with all that it is built from: so many articles, and names to 300."""
    (project / "seeds").mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "docs", project / "docs")
    (project / "hooks").symlink_to(ROOT / "hooks")
    fill(project, count)


def fill(project: Path, count: int) -> None:
    """Write so many articles, and names to 300, into a project that has themes."""
    topics, _ = read_topics(project / "docs", project)
    known = [topic.title for topic in topics if not topic.is_theme]
    made = dict(_names(NAMES - len(known)))
    for title, page in made.items():
        (project / "docs" / "names" / f"{slugify(title)}.md").write_text(page, "utf-8")
    for name, text in articles(count, [*known, *made], topics):
        (project / "seeds" / name).write_text(text, "utf-8")


def articles(
    count: int, names: Sequence[str], topics: Sequence[Topic]
) -> Iterator[tuple[str, str]]:
    """Name and content of each article file, newest first."""
    chance = random.Random(count)
    vocabulary = _vocabulary()
    words = Drawn.by_rank(vocabulary, 2.7)
    shuffled = random.Random(2).sample(names, len(names))
    named = Drawn.by_rank(shuffled, 5)
    terms = [
        Drawn.by_rank([t.text for t in topic.terms if t.strength == "strong"], 10)
        for topic in topics
        if topic.is_theme
    ]
    for number in range(count):
        day = NEWEST - timedelta(days=number * 365 * YEARS // count)
        title = " ".join(chance.choices(vocabulary[40:3000], k=6)).capitalize()
        paragraphs = [
            _paragraph(chance, words, named, terms, day) for _ in range(chance.randint(*PARAGRAPHS))
        ]
        source = chance.choice(SOURCES)
        front = f"title: {title} {number}\ndate: {day}\nsource: {{name: {source}}}"
        yield f"article-{number:05}.md", f"---\n{front}\n---\n" + "\n\n".join(paragraphs) + "\n"


def _paragraph(
    chance: random.Random, words: Drawn, names: Drawn, terms: Sequence[Drawn], day: date
) -> str:
    """Sentences with what makes a passage of ours: terms, names, dates, amounts."""
    on = (terms[theme] for theme in _themes(chance) if theme < len(terms))
    phrases = list(chain.from_iterable(theme.draw(chance, 2) for theme in on))
    (mentions,) = chance.choices(range(len(MENTIONS)), MENTIONS)
    phrases += names.draw(chance, mentions)
    if chance.random() < DATED:
        other = day + timedelta(days=chance.randint(-700, 100))
        phrases.append(f"on {other.day} {other:%B %Y}")
    if chance.random() < COUNTED:
        phrases.append(f"${chance.randint(2, 900)} {chance.choice(WORDS_OF_SCALE)}")
    if chance.random() < 0.05:
        phrases.append(chance.choice(RARE))
    sentences = [
        words.draw(chance, chance.randint(*WORDS)) for _ in range(chance.randint(*SENTENCES))
    ]
    for phrase in phrases:
        sentence = chance.choice(sentences)
        sentence.insert(chance.randint(1, len(sentence) - 1), phrase)
    return " ".join(_sentence(sentence) for sentence in sentences)


def _sentence(words: Sequence[str]) -> str:
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}."


def _themes(chance: random.Random) -> list[int]:
    """The themes of a paragraph, by their places among all."""
    places = range(len(THEMES))
    (first,) = chance.choices([None, *places], [1 - sum(THEMES), *THEMES])
    (second,) = chance.choices(places, THEMES) if chance.random() < SECOND else (None,)
    return list(dict.fromkeys(place for place in (first, second) if place is not None))


def _names(count: int) -> Iterator[tuple[str, str]]:
    """Title and page of each generated name: half of them people, known by their last name too."""
    chance = random.Random(3)
    last = [start + end for start in LAST[0].split() for end in LAST[1].split()]
    chance.shuffle(last)
    for number, name in zip(range(count), last, strict=False):
        if number % 2:
            kind, title, aliases = "person", f"{chance.choice(FIRST)} {name}", f"[{name}]"
            said = "has spoken for a delegation at several rounds of talks"
        elif number % 4:
            kind, title, aliases = "place", f"{name} {chance.choice(PLACES)}", "[]"
            said = "is where several of the meetings were held"
        else:
            kind, title, aliases = "organisation", f"{name} {chance.choice(BODIES)}", "[]"
            said = "publishes a report on the subject each year"
        front = f"title: {title}\nkind: {kind}\naliases: {aliases}"
        yield title, f"---\n{front}\n---\n{title} {said}. This page is made up, as is the name.\n"


def _vocabulary() -> list[str]:
    known = DefaultDictionaryFactory().get_dictionary("en")
    plain = sorted(
        w for w in known if w.isascii() and w.isalpha() and w.islower() and 3 < len(w) < 14
    )
    rest = random.Random(1).sample(plain, VOCABULARY - len(FREQUENT) - len(OFTEN))
    return [*FREQUENT, *rest[:80], *OFTEN, *rest[80:]]
