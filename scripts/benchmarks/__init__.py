"""Measurements, run by scripts/bench; nothing of the site depends on them."""
