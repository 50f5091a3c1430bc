"""One page of each type that a site of the tests' dossier has."""

ARTICLE = "articles/talks/"
PAGES = {
    "home": "",
    "article": ARTICLE,
    "markdown": "articles/every-form/",
    "corrected": "articles/corrected/",
    "withdrawn": "articles/withdrawn/",
    "theme": "themes/defence/",
    "name": "names/viktor-mirel/",
    "new": "new/",
    "names": "names/",
    "articles": "articles/",
    "timeline": "timeline/",
    "figures": "figures/",
    "search": "search/",
    "results": "search/?q=COMRAVA",
    "take it away": "take-it-away/",
    "data": "take-it-away/data/",
    "about": "about/",
    "corrections": "about/corrections/",
    "guide": "about/editors/",
    "lost": "names/viktor-mirol.html",
}
"""Addresses by type."""
FRAMED = {"embed": "embed/talks/#p4", "embed of an article": "embed/talks/"}
"""Pages for the frames of other sites, without scripts and masthead."""
