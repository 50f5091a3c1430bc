"""Articles × topics → annotated articles: terms found, themes weighed, statements made."""
