"""Turns and texts are dealt fairly."""

from collections import Counter
from random import Random
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from directory.demo.chance import Deck, Rota, by_weight, sample_by_weight

TEXTS = ("one", "two", "three")


def drawing(seed):
    return Random(seed)  # noqa: S311 - nothing secret hangs on a test's draw


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.integers(1, 200))
def test_a_rota_is_never_a_whole_turn_away_from_the_shares(weights, turns):
    choices = {str(n): SimpleNamespace(weight=float(w)) for n, w in enumerate(weights)}
    rota = Rota()

    had = Counter(rota.turn(choices) for _ in range(turns))

    total = sum(weights)
    assert all(had[str(n)] <= w / total * turns + 1 for n, w in enumerate(weights))


def test_a_deck_deals_what_was_heard_least():
    deck = Deck()

    dealt = [deck.deal(drawing(n), f"town {n}", TEXTS) for n in range(6)]

    assert Counter(dealt) == {"one": 2, "two": 2, "three": 2}


def test_a_deck_avoids_what_a_town_has_heard():
    deck = Deck()
    for n in range(3):
        deck.deal(drawing(n), "elsewhere", ("two", "three"))
    first = deck.deal(drawing(1), "here", TEXTS)

    assert first == "one"
    assert deck.deal(drawing(1), "here", TEXTS) != "one"


def test_an_exhausted_town_hears_a_text_again():
    deck = Deck()
    dealt = [deck.deal(drawing(n), "here", ("one",)) for n in range(2)]

    assert dealt == ["one", "one"]


def test_an_empty_deck_deals_nothing():
    assert Deck().deal(drawing(1), "here", ()) is None


def test_what_weighs_nothing_is_never_drawn():
    assert by_weight(drawing(1), {"a": 0.0, "b": 1.0}) == "b"
    assert sample_by_weight(drawing(1), {"a": 0.0, "b": 1.0}, 5) == ["b"]
