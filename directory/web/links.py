"""Every filter, order and page of a search as a link: the address is the whole state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from flask import url_for

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = "!$'()*,/:;?@"
"""Signs that may stand as they are in a query (RFC 3986, section 3.4), so that links can be read."""

Parameters = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class SearchLinks:
    """Makes the addresses that differ from the present search in one point.

    A changed filter or order starts again at page 1.
    """

    path: str
    parameters: Parameters

    @classmethod
    def of(cls, parameters: Iterable[tuple[str, list[str]]]) -> SearchLinks:
        """Start from a form's parameters."""
        # Asked for once: a results page has over a hundred of these links.
        path = url_for("search.results")
        return cls(path, {name: values for name, values in parameters if values})

    def to(self, **changes: str | None) -> str:
        """The search with some parameters set, or left out where the value is `None`."""
        base = {name: values for name, values in self.parameters.items() if name != "page"}
        for name, value in changes.items():
            base.pop(name, None)
            if value is not None:
                base[name] = [value]
        return self._url(base)

    def toggled(self, name: str, key: str) -> str:
        """The search with a key of a filter added, or taken out if it is there."""
        keys = self.parameters.get(name, [])
        rest = [other for other in keys if other != key]
        return self.to(**{name: ",".join(rest if key in keys else [*keys, key]) or None})

    def place(self, query: str) -> str:
        """The same search at another place."""
        return self.to(near=query, lat=None, lon=None)

    def page(self, number: int) -> str:
        """Another page of the same search."""
        return self.to(page=str(number) if number > 1 else None)

    def at(self, path: str) -> str:
        """The same search, all its pages together, at another address that takes its parameters."""
        return self.moved(path).to()

    def moved(self, path: str) -> SearchLinks:
        """Links to another page that takes the same parameters."""
        return replace(self, path=path)

    def hidden(self, *without: str) -> list[tuple[str, str]]:
        """What a form must carry along so that sending it keeps the filters."""
        return [
            (name, ",".join(values))
            for name, values in self.parameters.items()
            if name not in {*without, "page"}
        ]

    def _url(self, parameters: Parameters) -> str:
        if not parameters:
            return self.path
        pairs = (f"{name}={_quoted(','.join(values))}" for name, values in parameters.items())
        return f"{self.path}?{'&'.join(pairs)}"


@lru_cache(maxsize=1_024)
def _quoted(value: str) -> str:
    """A value as it stands in a query; kept, for all links of a page have the same ones."""
    return quote_plus(value, safe=_PLAIN)
