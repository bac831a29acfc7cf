"""How well the search answers runners, on a judged set, next to plain text ranking."""
