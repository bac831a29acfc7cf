"""Other ways to answer the questions of the benchmarks."""
