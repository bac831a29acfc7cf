"""Finding the phrases that a lexicon knows in a question, in any order and inflection. Pure.

A phrase is found when its words stand near each other: those of a plain phrase nearly side by
side ("analysis of my gait"), those of a lay description anywhere within a short window ("knee
hurts, and only on the outside"). Phrases in their own order and descriptions come before plain
phrases that were taken apart, then longer ones, then tighter ones; each word serves one phrase, but
for words of pain: "knee and hip pain".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from directory.search.lexicon import Lexicon
    from directory.search.query import Phrase
    from directory.search.wording import Said

WINDOW = 6
"""Content words among which all words of a lay description must stand."""

GAP = 2
"""Content words that may stand between the words of a plain phrase."""

_SHARED = "pain"


class Piece(NamedTuple):
    """One thing said in a question.

    Attributes:
        words: The visitor's own, in their order.
        key: Under which the lexicon knows it; `None` for a word it does not know.
    """

    words: Phrase
    key: Phrase | None


class _Find(NamedTuple):
    """A phrase found: what sorts it (best first), where its words stand, and its key."""

    standing: tuple[bool, int, bool, int, int]
    positions: tuple[int, ...]
    key: Phrase


def pieces(content: Sequence[Said], lexicon: Lexicon) -> list[Piece]:
    """Cut a question into known phrases and single words, each once, in the order said. Pure."""
    tokens = [lexicon.token(one.meant) for one in content]
    shared = lexicon.token(_SHARED)
    taken: dict[int, str] = {}
    chosen: dict[frozenset[str], tuple[int, Piece]] = {}
    for find in sorted(_finds(tokens, lexicon)):
        if any(at in taken for at in find.positions if tokens[at] != shared):
            continue
        taken.update((at, tokens[at]) for at in find.positions)
        said = sorted(find.positions)
        words = tuple(content[at].word for at in said)
        own = lexicon.key(tuple(content[at].meant for at in said))
        key = own if lexicon.known(own) else find.key
        alike = frozenset(tokens[at] for at in said)
        chosen.setdefault(alike, (said[0], Piece(words, key)))
    spoken = set(taken.values())
    for at, one in enumerate(content):
        if at not in taken and tokens[at] not in spoken:
            spoken.add(tokens[at])
            key = lexicon.key((one.meant,))
            piece = Piece((one.word,), key if lexicon.known(key) else None)
            chosen.setdefault(frozenset({tokens[at]}), (at, piece))
    return [piece for _, piece in sorted(chosen.values(), key=lambda item: item[0])]


def _finds(tokens: Sequence[str], lexicon: Lexicon) -> Iterator[_Find]:
    """Every known phrase of several words, at every place of its rarest word."""
    places: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        places.setdefault(token, []).append(at)
    for token, anchors in places.items():
        for pattern, key in lexicon.by_token.get(token, ()):
            if not all(part in places for part in pattern):
                continue
            for anchor in anchors:
                find = _find((pattern, key), anchor, places, plain=lexicon.weight(key) >= 1.0)
                if find:
                    yield find


def _find(
    known: tuple[Phrase, Phrase], anchor: int, places: dict[str, list[int]], *, plain: bool
) -> _Find | None:
    """A known phrase with the words nearest to its rarest one, if they stand near enough."""
    pattern, key = known
    positions = tuple(min(places[part], key=lambda at: abs(at - anchor)) for part in pattern)
    if len(set(positions)) < len(pattern):
        return None
    first, span = min(positions), max(positions) - min(positions)
    if span >= (len(pattern) + GAP if plain else max(WINDOW, len(pattern))):
        return None
    loose = positions != tuple(range(first, first + len(pattern)))
    return _Find((loose and plain, -len(pattern), loose, span, first), positions, key)
