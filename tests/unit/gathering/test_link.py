"""What belongs together, and how closely."""

from dossier.core.kinds import NameKind
from dossier.core.model import Article, Block, Term, Topic
from dossier.gathering.link import link
from dossier.placing.annotate import annotate
from dossier.placing.matcher import Matcher

TRADE = Topic("theme", "", "trade", "Trade", (Term("tariff", "Tariffs"),))
COMMON = Topic(NameKind.PERSON, "", "anna", "Anna", (Term("Anna"),))
RARE = Topic(NameKind.PERSON, "", "zoe", "Zoe", (Term("Zoe"),))


def test_the_rarer_of_two_names_is_the_more_closely_related() -> None:
    texts = [*["Anna and Zoe spoke of a tariff."] * 2, *["Anna spoke."] * 5]
    blocks = [Block(n, "paragraph", "", text, n) for n, text in enumerate(texts, 1)]
    topics = [TRADE, COMMON, RARE]
    dossier = link([annotate(Article("a.md", "a", "A", tuple(blocks)), Matcher(topics))], topics)
    assert dossier.related_names[TRADE.src_uri] == ((RARE, 2), (COMMON, 2))
    assert dossier.related_themes[RARE.src_uri] == ((TRADE, 2),)
