"""Web and mail addresses under names that can never be registered. Pure.

The top-level domain .example and the domain example.com are reserved (RFC 2606, RFC 6761).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.practitioners.service import slugify

if TYPE_CHECKING:
    from random import Random

    from directory.demo.people import Person

_BOOKING = ("book", "termine", "appointments", "schedule")


def draw_contact(rng: Random, person: Person, practice: str, *, sparse: bool) -> dict[str, Any]:
    """Make up a website, a booking page and a mail address; many state only one of them."""
    site = slugify(practice if rng.random() < 0.5 else person.name).replace("-", "")[:40]
    has_site = rng.random() < (0.25 if sparse else 0.78)
    box = "office" if person.given == person.name else slugify(person.given)
    boxes = [f"hello@{site}.example", f"{box}@{site}.example", f"{site}@example.com"]
    has_mail = rng.random() < (0.3 if sparse else 0.8)
    books = has_site and rng.random() < 0.6
    return {
        "website": f"https://{site}.example" if has_site else None,
        "booking_url": f"https://{site}.example/{rng.choice(_BOOKING)}" if books else None,
        "email": rng.choice(boxes) if has_mail else None,
    }
