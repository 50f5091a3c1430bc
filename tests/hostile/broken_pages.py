"""Pages of docs/ with one mistake each, at a place drawn by chance between what is no mistake."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

SEED = 22
EACH = 4
"""Pages with each mistake."""

MISTAKES = {
    "<title>A": "opens `<title>` and does not close it",
    "<textarea>": "opens `<textarea>` and does not close it",
    "<template>": "opens `<template>` and does not close it",
    "<div class='a'>": "opens `<div>` and does not close it",
    "<plaintext>": "opens `<plaintext>` and does not close it",
    "<xmp>": "opens `<xmp>` and does not close it",
    "<noscript>": "opens `<noscript>` and does not close it",
    "<table><tr><td>A": "opens `<table>` and does not close it",
    "Some <i>words.": "opens `<i>` and does not close it",
    "Some <a href='#'>words.": "opens `<a>` and does not close it",
    "</main>": "holds `</main>`, which closes nothing",
    "</div></article>": "holds `</div>`, which closes nothing",
    "</body></html>": "holds `</body>`, which closes nothing",
    "<body class='a'>": "holds `<body>`, which a page has once",
    "<frameset>": "holds `<frameset>`, which a page has once",
    "<p onclick='go()'>A</p>": "holds an event attribute",
    "A\n{: onclick='go()' }": "holds an event attribute",
    "<p style='color: red'>A</p>": "holds a style attribute",
    "<style>p {}</style>": "holds a style element",
    "<script>go()</script>": "holds an inline script",
    "<svg><script>go()</script></svg>": "holds an inline script",
    "<iframe src='a.html'></iframe>": "holds a frame",
    "![A](https://evil.example/a.png)": "loads https://evil.example/a.png from elsewhere",
    "![A](https:evil.example)": "loads https:evil.example from elsewhere",
    "<img src='\\\\evil.example\\a.png'>": "from elsewhere",
    "<img src='/&Tab;/evil.example/a.png'>": "from elsewhere",
    "<img srcset='a.png 1x, //evil.example/a.png 2x'>": "from elsewhere",
    "<p background='//evil.example/a.png'>A</p>": "from elsewhere",
    "<a href='index.md' ping='https://evil.example/'>A</a>": "tells another host of each click",
    "<a href='javascript:go()'>A</a>": "holds a `javascript:` link",
    "[A](java&#115;cript:go())": "holds a `javascript:` link",
    "<svg><a><animate attributeName='href' to='javascript:go()'/></a></svg>": "`javascript:`",
    "[A](nowhere.md)": "links to `nowhere.md`, which is not there",
    "[A](term.md)": "links to `term.md`, which is not there; did you mean `terms.md`?",
    "[A](terms.md#nowhere)": "links to `#nowhere`, which is not on that page",
    "[A](#nowhere)": "links to `#nowhere`, which is not on that page",
    "[A](../../../a.md)": "out of the site",
    "[A](/about/)": "on whatever host",
    "[A][ref]\n\n[ref]: nowhere.md": "links to `nowhere.md`, which is not there",
    "![A](nowhere.png)": "links to `nowhere.png`, which is not there",
    "<a href='nowhere.html'>A</a>": "links to `nowhere.html`, which is not there",
    "[A](https://[::1)": "`https://[::1` is no address that a browser can read",
    "<a href='https://[::1'>A</a>": "`https://[::1` is no address that a browser can read",
    "[A](https://exa%mple.org/)": "is no address that a browser can read",
}
"""Markdown with a mistake on its first line, but for those in `LAST`; what is said of it."""

LAST = {"A\n{: onclick='go()' }", "[A][ref]\n\n[ref]: nowhere.md"}

INNOCENT = (
    "A paragraph of plain words, in which nothing is wrong.",
    "- one\n- two <b>bold</b>\n- three",
    "> A quotation of somebody.",
    "## A heading",
    "[A page](terms.md), [its part](terms.md#terms) and [a host](https://example.org/a?b#c).",
    "| a | b |\n|---|---|\n| c | d |",
    "<details><summary>More</summary><p>Hidden.</p></details>",
    "<p>A paragraph in HTML<br>with a break, 1 < 2 &amp; so on.</p>",
    "Mail <mailto:a@example.org> or ring [us](tel:+441).",
    "<!-- a remark that ends -->",
    "<ul><li>One<li>Two</ul>",
)


@dataclass(frozen=True)
class BrokenPage:
    """A page, the line of its one mistake, and what is to be said there."""

    name: str
    text: str
    line: int
    message: str


def broken_pages() -> Iterator[BrokenPage]:
    """Each mistake on a few pages; some show it as code, too, before it is made."""
    chance = random.Random(SEED)
    for number, (mistake, message) in enumerate(MISTAKES.items()):
        for copy in range(EACH):
            shown = f"Not `` {mistake} ``, which is shown." if "\n" not in mistake else "A word."
            before = [*chance.sample(INNOCENT, chance.randint(0, 5)), *[shown] * (copy % 2)]
            chance.shuffle(before)
            front = "---\ntitle: A page\n---\n" if copy < 2 else ""
            text = front + "# Page\n\n" + "".join(f"{block}\n\n" for block in before)
            line = text.count("\n") + 1 + (mistake.count("\n") if mistake in LAST else 0)
            after = chance.sample(INNOCENT, chance.randint(0, 3))
            text += "\n\n".join([mistake, *after]) + "\n"
            yield BrokenPage(f"page-{number}-{copy}.md", text, line, message)
