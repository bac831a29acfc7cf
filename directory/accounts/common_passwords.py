"""Passwords that everybody tries first, put together from the parts in `seed_data/passwords`.

They are several hundred thousand, so they are not written out: a password is taken apart instead,
into something common and an ending before or after it.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

from directory.config import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = ROOT / "seed_data" / "passwords" / "common.toml"

_STAND_INS = str.maketrans("@4013$57l", "aaoiessti")
"""Signs that stand for letters; small l, 1 and i look alike and become one."""

LEAST_WALK = 8
"""Neighbouring keys that make a walk worth listing."""


@dataclass(frozen=True, slots=True)
class CommonPasswords:
    """The list, in two halves: every stem is common, and so it is with an ending at either side.

    Attributes:
        stems: Words, words said twice, pairs of the commonest, phrases and walks, folded.
        endings: Digits, years and the empty one, folded.
    """

    stems: frozenset[str]
    endings: frozenset[str]

    def __contains__(self, plain: str) -> bool:
        """Whether a folded password is on the list."""
        return any(
            (plain[:cut] in self.stems and plain[cut:] in self.endings)
            or (plain[:cut] in self.endings and plain[cut:] in self.stems)
            for cut in range(len(plain) + 1)
        )


def folded(password: str) -> str:
    """What is left of a password without capitals, signs and the usual stand-ins. Pure."""
    plain = unicodedata.normalize("NFKC", password).casefold().translate(_STAND_INS)
    return "".join(sign for sign in plain if sign.isalnum())


@cache
def common_passwords() -> CommonPasswords:
    """The list, read once in each process."""
    parts = tomllib.loads(_PARTS.read_text(encoding="utf-8"))
    years = map(str, range(parts["first_year"], parts["last_year"] + 1))
    return CommonPasswords(
        stems=frozenset(map(folded, _stems(parts))),
        endings=frozenset(map(folded, ["", *parts["endings"].split(), *years])),
    )


def _stems(parts: dict[str, Any]) -> Iterator[str]:
    commonest, words = parts["commonest"].split(), parts["words"].split()
    yield from commonest
    yield from words
    yield from (word + word for word in words)
    yield from (first + second for first, second in product(commonest, commonest))
    yield from parts["phrases"].split()
    for walk in parts["walks"].split():
        yield from _walked(walk)


def _walked(walk: str) -> Iterator[str]:
    """Every stretch of a walk from either end: there, back, there and back, and twice."""
    for length in range(min(LEAST_WALK, len(walk)), len(walk) + 1):
        for there in (walk[:length], walk[-length:]):
            yield from (there, there[::-1], there + there[::-1], there + there)
