"""A made-up world of practitioners, drawn from a seed, so that a fresh site has something to show."""
