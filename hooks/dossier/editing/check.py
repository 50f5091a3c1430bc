"""What the machine made of the articles, and what it was unsure of: `scripts/check`."""

import difflib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path

import click

from dossier.core.cache import Cache
from dossier.core.memory import for_good
from dossier.core.model import Article, Dossier, Passage, Reason, Term, Weighing
from dossier.editing.findings import (
    TITLES,
    Finding,
    FindingKind,
    excerpt,
    read_settled,
    review,
    settle,
)
from dossier.gathering.pipeline import Edition, read_edition
from dossier.placing.classify import ENOUGH
from dossier.reading.quotations import locate

MOST_SHOWN = 20
WIDTH = 80
"""Columns of a terminal: lines are broken or cut there, but for paths, messages and commands."""
COLUMNS = ("passages", "themes", "names", "unplaced", "problems")
LISTED = ("no date",)
"""Findings of these kinds take a line or two together, and are shown whatever their number."""
_OUTSIDE = {
    "heading": "A heading belongs to no theme; its words count for the passages below it.",
    "imprint": "A line of outlet and day belongs to no theme.",
    "footnotes": "Footnotes belong to no theme.",
}
RULE = (
    f"A theme needs {ENOUGH}: a term counts 2, a weak term or one in the heading above counts 1,"
    " each once."
)


def as_json(edition: Edition, findings: Sequence[Finding]) -> str:
    """The report as one JSON object."""
    dossier = edition.dossier
    twins = _twins(dossier)
    articles = [
        {
            "path": article.path,
            "slug": article.slug,
            "title": article.title,
            "passages": [
                _passage(passage, twins) for passage in dossier.passages_of_article[article.slug]
            ],
        }
        for article in dossier.articles
    ]
    problems = [
        {"path": problem.path, "line": problem.line, "message": problem.message}
        for problem in edition.problems
    ]
    placed_by_editors = [
        {"article": passage.article.slug, "anchor": passage.block.anchor, "theme": p.theme.slug}
        for passage in dossier.passages
        for p in passage.placements
        if p.by_editors
    ]
    report = {
        "articles": articles,
        "problems": problems,
        "doubts": [asdict(finding) for finding in findings],
        "placed_by_editors": placed_by_editors,
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _twins(dossier: Dossier) -> dict[str, list[str]]:
    """By the key of a passage, those of all that say the same, whichever stands for the others."""
    groups = [[key, *(twin.key for twin in row)] for key, row in dossier.twins.items()]
    return {key: [twin for twin in row if twin != key] for row in groups for key in row}


def _passage(passage: Passage, twins: Mapping[str, list[str]]) -> dict[str, object]:
    return {
        "number": passage.block.number,
        "anchor": passage.block.anchor,
        "kind": passage.block.kind,
        "text": passage.block.text,
        "themes": [
            {
                "theme": placement.theme.slug,
                "subtopic": placement.subtopic,
                "because": list(placement.because),
            }
            for placement in passage.placements
        ],
        "names": [name.slug for name in passage.names],
        "twins": twins.get(passage.key, []),
    }


def as_text(
    edition: Edition, findings: Sequence[Finding], most: int | None = None
) -> Iterator[str]:
    """The report as lines for a person: a line per article, what deserves a look, the problems.

    No more findings are shown than `most`, the riskiest, besides those that are mere lists.
    """
    dossier = edition.dossier
    mistakes = Counter(problem.path for problem in edition.problems)
    yield click.style(" ".join(COLUMNS), dim=True)
    for article in dossier.articles:
        passages = dossier.passages_of_article[article.slug]
        counts = (
            len(passages),
            len({theme.slug for passage in passages for theme in passage.themes}),
            len({name.slug for passage in passages for name in passage.names}),
            sum(passage.gathers and not passage.placements for passage in passages),
            mistakes.pop(article.path, 0),
        )
        row = f"{_row(counts)}  "
        yield row + _title(article, WIDTH - len(row))
    for path, count in mistakes.items():
        yield f"{_row((*'----', count))}  {path}"
    yield ""
    riskiest = [finding for finding in findings if finding.kind not in LISTED][:most]
    shown = [finding for finding in findings if finding.kind in LISTED or finding in set(riskiest)]
    of_all = Counter(finding.kind for finding in findings)
    for kind, of_kind in groupby(shown, key=lambda finding: finding.kind):
        yield from _section(kind, [*of_kind], of_all[kind])
    if len(findings) > len(shown):
        yield click.style(
            f"The {len(riskiest)} of {len(findings):,} that most need a look: --all shows them all",
            dim=True,
        )
    if findings:
        settling = "Not a mistake? --settle ID tells it no more, until its words change"
        yield click.style(settling, dim=True)
        yield ""
    yield from _summary(edition)


def _row(counts: Sequence[object]) -> str:
    return " ".join(str(n).rjust(len(name)) for n, name in zip(counts, COLUMNS, strict=True))


def _title(article: Article, width: int = WIDTH) -> str:
    """Its path, and as much of its title as stands in the line beside that."""
    draft = click.style(" draft", fg="yellow") if article.draft else ""
    left = width - len(article.path) - len(click.unstyle(draft)) - 3
    title = f"  {click.style(excerpt(article.title, left), bold=True)}" if left > 9 else ""
    return f"{article.path}{draft}{title}"


def _section(kind: FindingKind, findings: Sequence[Finding], count: int) -> Iterator[str]:
    """Findings of one kind, of which there are so many, and the files that they are in."""
    title, mend = TITLES[kind]
    number = f"{len(findings)} of {count:,}" if len(findings) < count else f"{count:,}"
    yield click.style(f"{title} ({number})", fg="yellow")
    yield from _wrapped([f"To do: {mend}."], 2)
    if kind == "no date":
        for missed, row in groupby(findings, key=lambda finding: finding.message):
            yield from _wrapped([f"They are {missed}."], 2)
            yield from _wrapped((finding.path for finding in row), 4)
    elif kind == "name never mentioned":
        yield from _wrapped((finding.message for finding in findings), 2)
    elif kind == "term never found":
        for path, row in groupby(findings, key=lambda finding: finding.path):
            yield f"  {path}"
            yield from _wrapped((f"{finding.message} ({finding.line})" for finding in row), 4)
    else:
        for path, rows in groupby(findings, key=lambda finding: finding.path):
            yield f"  {path}"
            for finding in rows:
                anchor = f" {finding.anchor}" if finding.anchor else ""
                yield f"    {finding.line}{anchor}: {finding.message} [{finding.id}]"
    yield ""


def _wrapped(items: Iterable[str], indent: int) -> list[str]:
    space = " " * indent
    return click.wrap_text(", ".join(items), WIDTH, space, space).split("\n")


def as_details(edition: Edition, findings: Sequence[Finding]) -> Iterator[str]:
    """All that is known of each passage of the articles, as lines for a person."""
    dossier = edition.dossier
    for article in dossier.articles:
        yield _title(article)
        for passage in dossier.passages_of_article[article.slug]:
            block = passage.block
            yield f"  {block.anchor:>4}  {excerpt(block.text, 70)}"
            for placement in passage.placements:
                because = ", ".join(placement.because)
                if placement.by_editors:
                    by = click.style("placed by the editors", fg="cyan")
                    because = f"{by}; {because}" if because else by
                yield f"        {placement.theme.title} › {placement.subtopic}: {because}"
            if passage.names:
                yield f"        names: {', '.join(name.title for name in passage.names)}"
            for finding in findings:
                if (finding.article, finding.anchor) == (article.slug, block.anchor):
                    told = "in no theme" if finding.kind == "no theme" else finding.message
                    if finding.kind == "no theme" and finding.subject:
                        told += f"; perhaps in `{finding.subject}`, as what is beside it"
                    told = f"? {_label(finding)}{told} [{finding.id}]"
                    yield "        " + click.style(told, fg="yellow")
        yield ""
    yield from _summary(edition)


def _label(finding: Finding) -> str:
    return "" if finding.kind == "no theme" else f"{finding.kind}: "


def _summary(edition: Edition) -> Iterator[str]:
    for problem in edition.problems:
        yield click.style(str(problem), fg="red")
    dossier = edition.dossier
    counts = {
        "article": len(dossier.articles),
        "passage": sum(len(dossier.passages_of_article[a.slug]) for a in dossier.articles),
        "problem": len(edition.problems),
    }
    yield ", ".join(f"{n:,} {word}{'' if n == 1 else 's'}" for word, n in counts.items())


def explain(dossier: Dossier, words: str) -> Iterator[str]:
    """Why the passages with these words are where they are; nothing where there is none."""
    for article in dossier.articles:
        passages = dossier.passages_of_article[article.slug]
        for number in dict.fromkeys(s.block for s in locate(words, article.blocks)):
            yield from _explain(passages[number - 1], dossier)


def _explain(passage: Passage, dossier: Dossier) -> Iterator[str]:
    article, block = passage.article, passage.block
    place = f"{article.path}:{block.line} {block.anchor}"
    yield f"{click.style(place, bold=True)}  {excerpt(block.text, 160)}"
    if not passage.gathers:
        yield f"  {_OUTSIDE.get(block.kind, _OUTSIDE['footnotes'])}"
        yield ""
        return
    if block.heading:
        yield f"  under the heading “{excerpt(block.heading)}”"
    weighings = {weighing.theme.slug: weighing for weighing in passage.weighings}
    verdicts = {v.theme: v for v in article.verdicts if v.block == block.number}
    for theme in dossier.themes:
        weighing = weighings.get(theme.slug, Weighing(theme, ()))
        placed = any(p.theme.slug == theme.slug for p in passage.placements)
        state = click.style("in", fg="green") if placed else "not in"
        state += ", as common words said once beside other things" if weighing.faint else ""
        state += ", as the article speaks of little else" if weighing.carried else ""
        under = f" under {passage.placement(theme).subtopic}" if placed else ""
        yield f"  {theme.title}: weighs {weighing.weight}, {state}{under}"
        if theme.slug in verdicts:
            yield f"    the editors say so: {article.path}:{verdicts[theme.slug].line}"
        for reason in weighing.reasons:
            yield f"    {_reason(reason, theme.path)}"
    for mention in (*passage.mentions, *passage.barred):
        barred = ", but the editors call it no name" if mention in passage.barred else ""
        found = f"“{block.text[mention.start : mention.end]}”"
        term = _term(mention.term, mention.topic.path)
        yield f"  {mention.topic.title}: named by {found}{barred}, {term}"
    yield f"  {click.style(RULE, dim=True)}"
    yield ""


def _reason(reason: Reason, path: str) -> str:
    kind: str = reason.term.strength
    if reason.in_heading:
        kind = "in the heading"
    elif kind == "void":
        kind = "an exception, which hides the words in it"
    return f"{reason.weight}  “{reason.text}”, {kind}, {_term(reason.term, path)}"


def _term(term: Term, path: str) -> str:
    group = f" under {term.group}" if term.group else ""
    return f"by `{term.text}`{group} in {path}:{term.line}"


def only(edition: Edition, articles: Sequence[Article]) -> Edition:
    """The edition as if it had only these articles."""
    dossier = replace(edition.dossier, articles=tuple(articles))
    paths = {article.path for article in articles}
    problems = tuple(problem for problem in edition.problems if problem.path in paths)
    return replace(edition, dossier=dossier, problems=problems)


def _is_called(article: Article, wanted: str, place: Path) -> bool:
    path = Path(article.path)
    return wanted in (article.path, path.name, path.stem, article.slug) or place == path.resolve()


@dataclass(frozen=True, slots=True)
class Choice:
    """What to tell: of one article, by its file's name or slug, of the passages with some words.

    `place` is what `article` names as a path. `settle` are ids of findings to be told no more.
    """

    article: str = ""
    place: Path = Path()
    words: str = ""
    in_full: bool = False
    as_json: bool = False
    settle: tuple[str, ...] = ()


def check(seeds: Path | None, choice: Choice) -> int:
    """Print the report; exit status 1 if there are problems."""
    root = Path.cwd()
    cache = Cache.of_project(root)
    with for_good():
        drafts = bool(choice.article) or not choice.as_json
        edition = read_edition(root, seeds, drafts, cache)
        findings = review(edition.dossier, read_settled(root), cache)
    cache.close(is_build=False)
    if choice.settle:
        on_record = {finding.id: finding.settled for finding in findings}
        return settle(choice.settle, on_record, root, "No finding has")
    if choice.article:
        found = [
            article
            for article in edition.dossier.articles
            if _is_called(article, choice.article, choice.place)
        ]
        paths = {problem.path for problem in edition.problems}
        named = sorted(p for p in paths if choice.article in (p, Path(p).name, Path(p).stem))
        if not found and not named:
            known = [name for a in edition.dossier.articles for name in (a.slug, Path(a.path).name)]
            near = [name for name in known if choice.article in name]
            near += difflib.get_close_matches(choice.article, known, 1)
            mend = f"did you mean `{near[0]}`?" if near else "scripts/check lists them"
            print(f"No article is called `{choice.article}`; {mend}", file=sys.stderr)
            return 1
        problems = [p for p in edition.problems if p.path in named]
        edition = only(edition, found)
        edition = replace(edition, problems=tuple(sorted({*edition.problems, *problems})))
        findings = tuple(f for f in findings if f.article in {a.slug for a in found})
    if choice.words:
        lines = list(explain(edition.dossier, choice.words))
        if not lines:
            mend = "copy a few words exactly as they stand in it"
            print(f"No passage has the words `{choice.words}`; {mend}.", file=sys.stderr)
            return 1
    elif choice.as_json:
        lines = [as_json(edition, findings)]
    elif choice.article:
        lines = list(as_details(edition, findings))
    else:
        lines = list(as_text(edition, findings, None if choice.in_full else MOST_SHOWN))
    click.echo("\n".join(lines), color=False if "NO_COLOR" in os.environ else None)
    return 1 if edition.problems else 0


def begin_name(title: str, seeds: Path | None) -> int:
    """Write the beginning of a name page; exit status 1 if there is one."""
    from dossier.editing.stub import write_stub  # it proposes, for which it loads much

    root = Path.cwd()
    cache = Cache.of_project(root)
    edition = read_edition(root, seeds, True, cache)
    cache.close(is_build=False)
    return write_stub(title, edition, root)
