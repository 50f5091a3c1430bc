"""Mentions stand in the text, in its order and apart, whatever the words about them."""

from dossier.core.kinds import NameKind
from dossier.core.model import Article, Block, Term, Topic
from dossier.placing.classify import place
from dossier.placing.matcher import Matcher
from hypothesis import given
from hypothesis import strategies as st

NAMES = [
    Topic(NameKind.PERSON, "", "menon", "Ravi Menon", (Term("Ravi Menon"), Term("Menon"))),
    Topic(NameKind.PERSON, "", "rao", "K. Rao", (Term("K. Rao"), Term("Rao"))),
    Topic(NameKind.PLACE, "", "lund", "Lund", (Term("Lund"),), (Term("Lund Act", "", "void"),)),
    Topic(NameKind.PROGRAMME, "", "pact", "Trade Pact", (Term("Trade Pact"),)),
]
MATCHER = Matcher(NAMES)
WORDS = st.sampled_from(
    "Ravi Menon Menon’s K. Rao Lund Act Trade Pact the The Prime Minister President Dr. said Leela"
    " in . , – Post U.K. of Norway".split()
)
TEXTS = st.lists(WORDS, max_size=14).map(" ".join)


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_mentions_are_apart_and_in_the_order_of_the_text(texts: list[str]) -> None:
    blocks = tuple(Block(n, "paragraph", "", text, n) for n, text in enumerate(texts, 1))
    for passage in place(Article("a.md", "a", "A", blocks), MATCHER):
        places = [place for m in passage.mentions for place in (m.start, m.end)]
        assert places == sorted(places)
        assert all(m.start < m.end <= len(passage.block.text) for m in passage.mentions)
        assert all(m.term in m.topic.terms for m in passage.mentions)
