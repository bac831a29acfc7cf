"""Benchmarks: a seeded corpus, the site's engine, and other ways to answer the same questions."""
