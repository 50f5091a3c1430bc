"""The terms found in a passage → its themes: what speaks for each is weighed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dossier.core.model import (
    Article,
    Block,
    Match,
    Passage,
    Placement,
    Reason,
    Stretch,
    Topic,
    Verdict,
    Weighing,
)
from dossier.placing.matcher import Matcher, by_place, topic_order
from dossier.placing.naming import find_mentions

ENOUGH = 2
WEIGHT = {"strong": 2, "weak": 1, "void": 0}


def place(article: Article, matcher: Matcher) -> tuple[Passage, ...]:
    """Say of each block of an article which themes it belongs to and which names it mentions.

    Headings and footnotes gather nothing: a heading is the context of the passages under it.
    """
    headings = {b.text: _each_term(matcher, b) for b in article.blocks if b.kind == "heading"}
    verdicts: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in article.verdicts:
        verdicts[verdict.block].append(verdict)
    barred_names = {slug for slug, _ in article.barred_names}
    passages = [Passage(article, block) for block in article.blocks]
    found = {p.block.number: matcher.find(p.block.text) for p in passages if p.gathers}
    mentions = find_mentions(
        [(block, found[block.number]) for block in article.blocks if block.number in found],
        matcher.name_words,
    )
    for place, passage in enumerate(passages):
        if passage.gathers:
            block = passage.block
            context = headings.get(block.heading or "", ())
            weighings = weigh(found[block.number], context, block.text)
            named = mentions[block.number]
            barred = tuple(
                m
                for m in named
                if m.topic.slug in barred_names or _barred(m, block, article.not_names)
            )
            passages[place] = Passage(
                article=article,
                block=block,
                placements=_placements(weighings, verdicts[block.number], matcher.themes),
                mentions=tuple(match for match in named if match not in barred),
                weighings=weighings,
                barred=barred,
            )
    return tuple(passages)


def _barred(match: Match, block: Block, not_names: Iterable[Stretch]) -> bool:
    """Whether a name stands in words that the editors call no name."""
    return any(
        no.block == block.number and match.start < no.end and no.start < match.end
        for no in not_names
    )


def weigh(matches: Iterable[Match], context: Iterable[Match], text: str) -> tuple[Weighing, ...]:
    """Weigh what speaks for each theme: each term once, one in the heading (`context`) as weak."""
    themes: dict[str, Topic] = {}
    reasons: dict[str, dict[str, Reason]] = defaultdict(dict)
    for in_heading, found in ((False, matches), (True, context)):
        for match in found:
            slug, term = match.topic.slug, match.term
            if not match.topic.is_theme:
                continue
            themes[slug] = match.topic
            if term.text not in reasons[slug] and not (in_heading and term.strength == "void"):
                written = term.text if in_heading else text[match.start : match.end]
                weight = min(WEIGHT[term.strength], 1 if in_heading else ENOUGH)
                reasons[slug][term.text] = Reason(term, written, weight, in_heading)
    return tuple(
        Weighing(theme, tuple(reasons[theme.slug].values()))
        for theme in sorted(themes.values(), key=topic_order)
    )


def _each_term(matcher: Matcher, block: Block) -> list[Match]:
    """Of each term that a block holds, its first match."""
    matches = reversed(matcher.find(block.text))
    return sorted({(m.topic.src_uri, m.term.text): m for m in matches}.values(), key=by_place)


def _placements(
    weighings: Iterable[Weighing], verdicts: Sequence[Verdict], themes: Iterable[Topic]
) -> tuple[Placement, ...]:
    """The themes whose terms weigh enough: a strong one, or two different weak ones.

    The editors' word comes before the words'.
    """
    by_slug = {weighing.theme.slug: weighing for weighing in weighings}
    said = {verdict.theme: verdict for verdict in verdicts}
    placements: list[Placement] = []
    for theme in themes if verdicts else [w.theme for w in by_slug.values()]:
        weighing = by_slug.get(theme.slug, Weighing(theme, ()))
        verdict = said.get(theme.slug)
        if verdict.belongs if verdict else weighing.weight >= ENOUGH:
            subtopic = (verdict and verdict.subtopic) or weighing.subtopic
            placements.append(Placement(theme, subtopic, weighing.because, bool(verdict)))
    return tuple(placements)
