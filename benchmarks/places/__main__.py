"""Measures the place data of this site: `python -m benchmarks.places`."""

from benchmarks.places.run import main

main()
