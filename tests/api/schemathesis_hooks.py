"""Rules between parameters, which OpenAPI cannot state: valid requests keep them."""

import schemathesis

REACH = 1000
"""Results that paging can reach."""


@schemathesis.hook
def filter_case(context, case):
    """Leave out requests that would be valid but for a rule between two parameters."""
    return not case.meta or not case.meta.generation.mode.is_positive or keeps_rules(case.query)


def keeps_rules(query):
    """Whether a position is whole and a page can be reached; empty values count as left out."""
    asked = {name: value for name, value in (query or {}).items() if value not in {"", None}}
    if ("lat" in asked) != ("lon" in asked):
        return False
    page, per_page = int(asked.get("page", 1)), int(asked.get("per_page", 10))
    return (page - 1) * per_page < REACH
