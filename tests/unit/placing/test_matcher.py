"""What is found does not depend on how little of a text had to be looked at to find it."""

from collections.abc import Sequence

from dossier.core.kinds import NameKind
from dossier.core.model import Article, Block, Term, Topic
from dossier.placing.classify import place
from dossier.placing.matcher import Matcher, holders
from hypothesis import example, given
from hypothesis import strategies as st

PHRASES = [
    "jet",
    "fighter",
    "fighter jet",
    "counter terrorism",
    "counterterrorism",
    "F-62",
    "TOUCH",
    "trade",
]
WORDS = ["jets", "fighter-jet", "Fighter", "counter-terrorism", "counter", "terrorism", "F62", "F"]
WORDS += ["62", "touch", "TOUCH", "trade", "(trade-jet)", "counter\nterrorism", "terror-", "–"]
WORDS += ["counter-terror-ism", "jet.", "F-"]
STRENGTHS = st.sampled_from(["strong", "actor", "weak", "void"])
TERMS = st.lists(
    st.builds(Term, st.sampled_from(PHRASES), st.sampled_from("AB"), STRENGTHS, st.integers(1, 9)),
    min_size=1,
    max_size=4,
    unique_by=lambda term: term.text,
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


@st.composite
def changes(draw: st.DrawFn) -> tuple[Matcher, Matcher]:
    """Two vocabularies: of each topic the same terms, perhaps in another order, or others."""
    before = [draw(TERMS) for _ in range(3)]
    after = [draw(st.just(terms) | st.permutations(terms) | TERMS) for terms in before]
    return matcher(*before), matcher(*after)


def matcher(one: Sequence[Term], other: Sequence[Term], name: Sequence[Term]) -> Matcher:
    return Matcher(
        [
            Topic("theme", "", "one", "", tuple(one), order=1),
            Topic("theme", "", "other", "", tuple(other), order=2),
            Topic(NameKind.PROGRAMME, "", "name", "", tuple(Term(term.text) for term in name)),
        ]
    )


def found(article: Article, matcher: Matcher) -> Sequence[object]:
    """All that a matcher says of an article, but for the lines of terms."""
    return [
        (
            [(p.theme.slug, p.subtopic, p.because) for p in passage.placements],
            [(m.topic.slug, m.term.text, m.start, m.end) for m in passage.mentions],
            [
                (
                    w.theme.slug,
                    [(r.term.text, r.term.strength, r.text, r.weight) for r in w.reasons],
                )
                for w in passage.weighings
            ],
        )
        for passage in place(article, matcher)
    ]


IN_A, IN_B = Term("trade", "A"), Term("jet", "B")
FIGHTERS = matcher([Term("fighter jet", "A")], [], []), matcher([Term("F-62")], [], [])
OTHER_ORDER = matcher([IN_A, IN_B], [IN_A], []), matcher([IN_B, IN_A], [IN_A], [])


@given(TEXTS, TEXTS, changes())
@example("", "trade jets", OTHER_ORDER)
def test_an_article_without_the_words_that_changed_stays_as_it_was(
    heading: str, text: str, change: tuple[Matcher, Matcher]
) -> None:
    blocks = (
        Block(1, "heading", "", heading, 1),
        Block(2, "paragraph", "", text, 3, heading),
    )
    article = Article("a.md", "a", "A", blocks)
    before, after = change
    if article not in holders([article], before.outline, after.outline):
        assert found(article, before) == found(article, after)


@given(TEXTS, changes())
@example("fighter – jet", FIGHTERS)
@example("fighter j-et", FIGHTERS)
@example("F 62 F-6 2 fighter", FIGHTERS)
def test_a_phrase_is_the_same_across_a_space_and_a_line_break(
    text: str, change: tuple[Matcher, Matcher]
) -> None:
    for matcher in change:
        assert matcher.find(text) == matcher.find(text.replace(" ", "\n"))
