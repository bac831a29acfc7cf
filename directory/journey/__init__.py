"""A runner's way: where they stand, whom they need, what they can do alone, what to ask."""
