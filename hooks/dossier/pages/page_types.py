"""The types of pages, one record each: a new type is a record here, its template, and its plan."""

from dossier.core.model import Topic
from dossier.pages import facts, markdown
from dossier.pages.page import Page, PageType


def _kind_of_name(page: Page) -> str:
    """What stands over the names of its kind."""
    topic = page.subject
    return topic.kind.heading if isinstance(topic, Topic) and topic.kind != "theme" else ""


HOME = PageType(
    "home.html",
    facts.of_everything,
    markdown.of_home,
    facts.days_of_articles,
    is_whole=True,
    schema_type="WebSite",
)
SEARCH = PageType(
    "search.html",
    facts.of_everything,
    markdown.of_search,
    facts.days_of_articles,
    is_whole=True,
    is_listed=False,
)
ABOUT = PageType(
    "about.html",
    facts.of_everything,
    markdown.of_about,
    facts.days_of_articles,
    is_whole=True,
)
CORRECTIONS = PageType(
    "corrections.html",
    facts.of_everything,
    markdown.of_corrections,
    facts.days_of_corrections,
    is_whole=True,
)
NAMES = PageType(
    "names.html",
    facts.of_everything,
    markdown.of_names,
    facts.days_of_articles,
    is_whole=True,
)
NEW = PageType("new.html", facts.of_articles, markdown.of_new, facts.days_of_articles)
ARTICLES = PageType("articles.html", facts.of_articles, markdown.of_items, facts.days_of_articles)
TIMELINE = PageType("timeline.html", facts.of_timeline, markdown.of_items, facts.days_of_articles)
FIGURES = PageType("figures.html", facts.of_figures, markdown.of_items, facts.days_of_articles)
ARTICLE = PageType(
    "article.html",
    facts.of_article,
    markdown.of_article,
    facts.days_of_articles,
    schema_type="NewsArticle",
    og_type="article",
    section=("Articles", "articles/index.md"),
    kicker=lambda page: "Article",
)
MOVED = PageType(
    "moved.html", facts.of_nothing, markdown.of_items, facts.days_of_articles, is_listed=False
)
WITHDRAWN = PageType(
    "withdrawn.html",
    facts.of_nothing,
    markdown.of_withdrawn,
    facts.days_of_articles,
    is_listed=False,
)
THEME = PageType(
    "theme.html",
    facts.of_topic,
    markdown.of_topic,
    facts.days_of_articles,
    kicker=lambda page: "Theme",
)
BRIEFING = PageType(
    "briefing.html",
    facts.of_briefing,
    markdown.of_briefing,
    facts.days_of_articles,
    kicker=lambda page: "Theme",
)
"""The page of a theme that has more passages than one page can show."""
SUBTOPIC = PageType(
    "subtopic.html", facts.of_subtopic, markdown.of_subtopic, facts.days_of_articles
)
MOVED_PART = PageType(
    "moved_part.html", facts.of_nothing, markdown.of_moved_part, facts.no_days, is_listed=False
)
"""The address of a subtopic that has no page of its own."""
NAME = PageType(
    "name.html",
    facts.of_topic,
    markdown.of_topic,
    facts.days_of_articles,
    section=("Names", "names/index.md"),
    kicker=_kind_of_name,
)
MUCH_NAMED = PageType(
    "much_named.html",
    facts.of_much_named,
    markdown.of_briefing,
    facts.days_of_articles,
    section=("Names", "names/index.md"),
    kicker=_kind_of_name,
)
"""The page of a name that more passages mention than one page can show."""
NAME_PART = PageType(
    "name_part.html",
    facts.of_subtopic,
    markdown.of_subtopic,
    facts.days_of_articles,
    section=("Names", "names/index.md"),
)
"""What mentions a name under a theme, or in a year."""
WRITTEN = PageType("", facts.of_nothing, markdown.of_items, facts.no_days, schema_type="WebPage")
"""A page that people wrote, and nothing is added to."""
