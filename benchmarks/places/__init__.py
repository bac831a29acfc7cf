"""How well places are understood: a judged set of typed places, and what the gazetteer makes of it."""
