"""What the machine made of the articles, as text and as JSON: `scripts/check`."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from dossier.edition import Edition, read_edition
from dossier.model import Passage


def as_json(edition: Edition) -> str:
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
    return json.dumps({"articles": articles, "problems": problems}, ensure_ascii=False, indent=2)


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


def as_text(edition: Edition) -> Iterator[str]:
    """The report as lines for a person."""
    dossier = edition.dossier
    for article in dossier.articles:
        passages = dossier.passages_of_article[article.slug]
        yield f"{article.title}"
        yield f"  {article.path} · {len(passages)} passages"
        for passage in passages:
            block = passage.block
            words = " ".join(block.text.split())
            yield f"  {block.anchor:>4}  {words[:70]}{'…' if len(words) > 70 else ''}"
            for placement in passage.placements:
                because = ", ".join(placement.because)
                yield f"        {placement.theme.title} › {placement.subtopic}: {because}"
            if passage.names:
                yield f"        names: {', '.join(name.title for name in passage.names)}"
            if not passage.placements and block.kind not in ("heading", "footnotes", "rule"):
                yield "        in no theme"
        yield ""
    for problem in edition.problems:
        yield str(problem)
    count = len(edition.problems)
    yield f"{len(dossier.articles)} articles, {len(dossier.passages)} passages, {count} problems"


def main() -> int:
    """Print the report; exit status 1 if there are problems."""
    parser = argparse.ArgumentParser(prog="scripts/check", description=__doc__)
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--seeds", type=Path, help="read the articles of another folder")
    options = parser.parse_args()
    root = Path.cwd()
    edition = read_edition(root, options.seeds and options.seeds.resolve())
    print(as_json(edition) if options.format == "json" else "\n".join(as_text(edition)))
    return 1 if edition.problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
