"""Pages of figures that several benchmarks write, each its own section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NEXT = re.compile(r"^## ", re.MULTILINE)


def put_section(page: Path, text: str) -> None:
    """Put a section, from its heading on, in the place of the one of the same heading or last."""
    heading = text.partition("\n")[0]
    written = page.read_text(encoding="utf-8") if page.exists() else ""
    earlier = re.compile(rf"^{re.escape(heading)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    section = f"{text.strip()}\n\n"
    if not earlier.search(written):
        written = f"{written.rstrip()}\n\n{section}"
    else:
        written = earlier.sub(lambda _: section, written, count=1)
    page.write_text(f"{written.strip()}\n", encoding="utf-8")


def put_beginning(page: Path, text: str) -> None:
    """Put what stands before the first section, and leave the sections as they are."""
    written = page.read_text(encoding="utf-8") if page.exists() else ""
    first = _NEXT.search(written)
    sections = written[first.start() :] if first else ""
    page.write_text(f"{text.strip()}\n\n{sections}".strip() + "\n", encoding="utf-8")
