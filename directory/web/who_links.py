"""Addresses that name several listings: `who=ada-alder,bram-birch`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import url_for

if TYPE_CHECKING:
    from collections.abc import Iterable


def who_address(endpoint: str, slugs: Iterable[str], **parameters: str | None) -> str:
    """The address of a page about some listings; parameters that are none or empty are left out."""
    query = {name: value for name, value in parameters.items() if value}
    return f"{url_for(endpoint)}?{urlencode({'who': ','.join(slugs), **query}, safe=',')}"
