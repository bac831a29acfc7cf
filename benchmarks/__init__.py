"""Benchmarks: a seeded corpus, the site's engine, and other ways to answer the same questions."""

from directory import models

__all__ = ["models"]
