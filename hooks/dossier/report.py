"""What the machine made of the articles, and what it was unsure of: `scripts/check`."""

import argparse
import difflib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path

import click

from dossier.doubts import TITLES, Doubt, excerpt, find_doubts
from dossier.edition import Edition, read_edition
from dossier.kept import Kept
from dossier.match import ENOUGH
from dossier.model import Article, Dossier, Passage, Reason, Term, Weighing
from dossier.quotes import locate
from dossier.sources import beside
from dossier.stubs import write_stub

MOST_SHOWN = 12
WIDTH = 80
"""Columns of a terminal: lines are broken or cut there, but for paths, messages and commands."""
COLUMNS = ("passages", "themes", "names", "unplaced", "problems")
RULE = (
    f"A theme needs {ENOUGH}: a term counts 2, a weak term or one in the heading above counts 1,"
    " each once."
)


def as_json(edition: Edition, doubts: Sequence[Doubt]) -> str:
    """The report as one JSON object."""
    dossier = edition.dossier
    articles = [
        {
            "path": article.path,
            "slug": article.slug,
            "title": article.title,
            "passages": [
                _passage(passage) for passage in dossier.passages_of_article[article.slug]
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
        "doubts": [asdict(doubt) for doubt in doubts],
        "placed_by_editors": placed_by_editors,
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _passage(passage: Passage) -> dict[str, object]:
    return {
        "number": passage.block.number,
        "anchor": passage.block.anchor,
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
    }


def as_text(edition: Edition, doubts: Sequence[Doubt], most: int | None = None) -> Iterator[str]:
    """The report as lines for a person: a line per article, the doubts, the problems.

    No list of doubts is longer than `most`.
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
    for kind, of_kind in groupby(doubts, key=lambda doubt: doubt.kind):
        yield from _section(TITLES[kind], list(of_kind), most)
    yield from _summary(edition)


def _row(counts: Sequence[object]) -> str:
    return " ".join(str(n).rjust(len(name)) for n, name in zip(counts, COLUMNS, strict=True))


def _title(article: Article, width: int = WIDTH) -> str:
    """Its path, and as much of its title as stands in the line beside that."""
    draft = click.style(" draft", fg="yellow") if article.draft else ""
    left = width - len(article.path) - len(click.unstyle(draft)) - 3
    title = f"  {click.style(excerpt(article.title, left), bold=True)}" if left > 9 else ""
    return f"{article.path}{draft}{title}"


def _section(title: str, doubts: Sequence[Doubt], most: int | None) -> Iterator[str]:
    """The doubts of one kind under the files that they are in, cut where they are too many."""
    yield click.style(f"{title} ({len(doubts)})", fg="yellow")
    if doubts[0].kind == "name never mentioned":
        yield from _wrapped((doubt.message for doubt in doubts), 2)
    elif doubts[0].kind == "term never found":
        yield from _terms(doubts, most)
    else:
        for path, rows in groupby(doubts[:most], key=lambda doubt: doubt.path):
            yield f"  {path}"
            for doubt in rows:
                anchor = f" {doubt.anchor}" if doubt.anchor else ""
                yield f"    {doubt.line}{anchor}: {doubt.message}"
        yield from _more(len(doubts), most)
    yield ""


def _terms(doubts: Sequence[Doubt], most: int | None) -> Iterator[str]:
    by_path = {path: [*row] for path, row in groupby(doubts, key=lambda doubt: doubt.path)}
    for path, row in [*by_path.items()][:most]:
        terms = [f"{doubt.message} ({doubt.line})" for doubt in row]
        yield f"  {path}"
        rest = [f"… {len(terms)} in all"] if most and terms[most:] else []
        yield from _wrapped([*terms[:most], *rest], 4)
    yield from _more(len(by_path), most)


def _more(count: int, most: int | None) -> Iterator[str]:
    if most and count > most:
        yield click.style(f"  … and {count - most} more: --all shows them", dim=True)


def _wrapped(items: Iterable[str], indent: int) -> list[str]:
    space = " " * indent
    return click.wrap_text(", ".join(items), WIDTH, space, space).split("\n")


def as_details(edition: Edition, doubts: Sequence[Doubt]) -> Iterator[str]:
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
            for doubt in doubts:
                if (doubt.article, doubt.anchor) == (article.slug, block.anchor):
                    told = "in no theme" if doubt.kind == "no theme" else doubt.message
                    yield "        " + click.style(f"? {_label(doubt)}{told}", fg="yellow")
        yield ""
    yield from _summary(edition)


def _label(doubt: Doubt) -> str:
    return "" if doubt.kind == "no theme" else f"{doubt.kind}: "


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
        heading = "A heading belongs to no theme; its words count for the passages below it."
        yield f"  {heading if block.kind == 'heading' else 'Footnotes belong to no theme.'}"
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


def _is_called(article: Article, wanted: str) -> bool:
    path = Path(article.path)
    return wanted in (article.path, path.name, path.stem, article.slug) or (
        beside(wanted) == path.resolve()
    )


def main() -> int:
    """Print the report; exit status 1 if there are problems."""
    parser = argparse.ArgumentParser(prog="scripts/check", description=__doc__)
    parser.add_argument("article", nargs="?", help="a file of seeds/, or its slug: only this one")
    parser.add_argument("--why", metavar="WORDS", help="explain the passages with these words")
    parser.add_argument("--all", action="store_true", help="shorten no list")
    parser.add_argument("--stub", metavar="NAME", help="write a page for this name, to fill in")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--seeds", type=Path, help="read the articles of another folder")
    options = parser.parse_args()
    root = Path.cwd()
    drafts = options.format == "text" or bool(options.article)
    kept = Kept(root / ".cache" / "kept.db")
    edition = read_edition(root, options.seeds and beside(options.seeds), drafts, kept)
    kept.close(is_build=False)
    if options.stub:
        return write_stub(options.stub, edition, root)
    doubts = find_doubts(edition.dossier)
    if options.article:
        found = [a for a in edition.dossier.articles if _is_called(a, options.article)]
        paths = {problem.path for problem in edition.problems}
        named = sorted(p for p in paths if options.article in (p, Path(p).name, Path(p).stem))
        if not found and not named:
            known = [name for a in edition.dossier.articles for name in (a.slug, Path(a.path).name)]
            near = [name for name in known if options.article in name]
            near += difflib.get_close_matches(options.article, known, 1)
            mend = f"did you mean `{near[0]}`?" if near else "scripts/check lists them"
            print(f"No article is called `{options.article}`; {mend}", file=sys.stderr)
            return 1
        problems = [p for p in edition.problems if p.path in named]
        edition = only(edition, found)
        edition = replace(edition, problems=tuple(sorted({*edition.problems, *problems})))
        doubts = tuple(d for d in doubts if d.article in {a.slug for a in found})
    if options.why:
        lines = list(explain(edition.dossier, options.why))
        if not lines:
            mend = "copy a few words exactly as they stand in it"
            print(f"No passage has the words `{options.why}`; {mend}.", file=sys.stderr)
            return 1
    elif options.format == "json":
        lines = [as_json(edition, doubts)]
    elif options.article:
        lines = list(as_details(edition, doubts))
    else:
        lines = list(as_text(edition, doubts, None if options.all else MOST_SHOWN))
    click.echo("\n".join(lines), color=False if "NO_COLOR" in os.environ else None)
    return 1 if edition.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
