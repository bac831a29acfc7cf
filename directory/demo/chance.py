"""Drawing from a seeded generator, and dealing fairly so that nothing turns up too often. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from random import Random

T = TypeVar("T")
H = TypeVar("H", bound="Hashable")


class Weighted(Protocol):
    """Something that should come up in proportion to its weight."""

    @property
    def weight(self) -> float:
        """Its share, on any scale."""
        ...


W = TypeVar("W", bound=Weighted)


def by_weight(rng: Random, weights: Mapping[T, float]) -> T:
    """Draw one key in proportion to its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def sample_by_weight(rng: Random, weights: Mapping[T, float], size: int) -> list[T]:
    """Draw up to `size` different keys, heavier ones sooner."""
    left = {key: weight for key, weight in weights.items() if weight > 0}
    drawn: list[T] = []
    while left and len(drawn) < size:
        drawn.append(by_weight(rng, left))
        del left[drawn[-1]]
    return drawn


class Rota:
    """Takes turns among weighted things: whoever is furthest behind their share comes next."""

    def __init__(self) -> None:
        self._had: Counter[str] = Counter()
        self._turns = 0

    def turn(self, choices: Mapping[str, W]) -> str:
        """The name of the one whose turn it is."""
        self._turns += 1
        total = sum(choice.weight for choice in choices.values())

        def behind(name: str) -> float:
            return choices[name].weight / total * self._turns - self._had[name]

        chosen = max(choices, key=behind)
        self._had[chosen] += 1
        return chosen


class Deck:
    """Deals texts so that the least heard comes first and no town hears one twice if avoidable."""

    def __init__(self) -> None:
        self._heard: Counter[str] = Counter()
        self._heard_in: defaultdict[str, set[str]] = defaultdict(set)

    def deal(self, rng: Random, town: str, texts: Sequence[str]) -> str | None:
        """One of the texts, or none when there are none; counts it as heard in the town."""
        if not texts:
            return None
        here = self._heard_in[town]
        fresh = [text for text in texts if text not in here] or list(texts)
        least = min(self._heard[text] for text in fresh)
        chosen = rng.choice([text for text in fresh if self._heard[text] == least])
        self._heard[chosen] += 1
        here.add(chosen)
        return chosen
