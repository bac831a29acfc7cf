"""Measures relevance: `python -m benchmarks.relevance`."""

from benchmarks.relevance.run import main

main()
