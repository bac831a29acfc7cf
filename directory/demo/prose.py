"""Writing bios: a voice that fits the person, then sentences about what they really do. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from directory.demo.chance import Deck
from directory.demo.spelling import as_practice, mile, spelled
from directory.demo.stock import fits, sentences, table, voices

if TYPE_CHECKING:
    from random import Random

    from directory.demo.stock import Sentence, Voice

SHINGLE = 5
"""Words in a shingle; two texts are compared by the shingles they share (Broder 1997)."""

TOO_ALIKE = 0.25
"""Jaccard similarity of shingles from which a bio is written anew."""

_TRIES = 30
_THIRD_PERSON = 0.1
_MARKS = ("third", "organisation")
_FIRST_PERSON = re.compile(r"\b(I|[Mm]y|[Mm]e|[Mm]yself|[Mm]ine)\b")
_PLURAL = re.compile(r"\b(we|our|us|ours)\b", re.IGNORECASE)
_TRANSLATED = {"condition", "modality", "method", "logistics"}
"""Parts in which a practice may say "we" where a person says "I"."""

_EXTRAS = {"local": 0.2, "ground": 0.16, "native": 0.3, "close": 0.22, "condition": 0.25}
"""Parts added to a recipe now and then."""

_KEEPS_TO_THE_POINT = {"stance:knee", "stance:passive"}
"""Who works on one spot, or without exercise, does not speak of whole runners."""


@dataclass(slots=True)
class Author:
    """Who a bio is about, in the words that sentences ask for.

    Attributes:
        town: Key of the metropolitan area, where no sentence should be heard twice.
        tokens: What is true of them: "kind:therapist", "condition:achilles", "solo", ...
        fields: What may be filled into sentences: name, city, run, years, since, region.
    """

    town: str
    country: str
    tokens: set[str]
    fields: dict[str, str]


@dataclass(slots=True)
class Writer:
    """Writes all bios of a world, so that no two are equal or nearly so."""

    deck: Deck = field(default_factory=Deck)
    _texts: list[frozenset[tuple[str, ...]]] = field(default_factory=list)
    _holders: defaultdict[tuple[str, ...], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def bio(self, rng: Random, author: Author, *, length: int) -> str:
        """Write a bio of about `length` sentences; empty when nothing new can be said."""
        for _ in range(_TRIES):
            text = self._draft(rng, author, length)
            if text and self._is_new(text):
                self._remember(text)
                return text
        return ""

    def _draft(self, rng: Random, author: Author, length: int) -> str:
        if length <= 1:
            terse = self._pick(rng, author, "terse")
            return self._finish(rng, author, [[terse] if terse else []])
        if "solo" in author.tokens and rng.random() < _THIRD_PERSON:
            author = replace(author, tokens=author.tokens | {"third"})
        voice = self._voice(rng, author)
        if voice is None:
            return ""
        opening = self.deck.deal(rng, author.town, voice.openings) or ""
        parts = list(voice.recipe[: length - 1])
        if not author.tokens & _KEEPS_TO_THE_POINT:
            parts += [part for part, chance in _EXTRAS.items() if rng.random() < chance]
        body = [self._pick(rng, author, part) for part in dict.fromkeys(parts)]
        said = [opening, *[sentence for sentence in body if sentence]][: length + 1]
        half = 1 + len(said) // 2
        return self._finish(rng, author, [said[:half], said[half:]] if len(said) > 4 else [said])

    def _voice(self, rng: Random, author: Author) -> Voice | None:
        fitting = {voice.key: voice for voice in voices() if _may_speak(voice, author)}
        key = self.deck.deal(rng, f"voices of {author.town}", sorted(fitting))
        return fitting[key] if key else None

    def _pick(self, rng: Random, author: Author, part: str) -> str:
        texts = [s.text for s in sentences()[part] if self._suits(s, author)]
        return self.deck.deal(rng, author.town, texts) or ""

    def _suits(self, sentence: Sentence, author: Author) -> bool:
        if not fits(sentence.needs, author.tokens):
            return False
        own = bool(_FIRST_PERSON.search(sentence.text))
        if "third" in author.tokens:
            return not own and not _PLURAL.search(sentence.text)
        if "organisation" in author.tokens:
            return not own or sentence.part in _TRANSLATED
        return True

    def _finish(self, rng: Random, author: Author, paragraphs: list[list[str]]) -> str:
        stock = table("practices")
        fields = author.fields | {
            "mile": mile(author.country),
            "trained": rng.choice(stock["trained"]),
            "family_trade": rng.choice(stock["family_trade"]),
            "building": rng.choice(stock["building"]),
        }
        text = "\n\n".join(" ".join(said) for said in paragraphs if said).format(**fields)
        if "organisation" in author.tokens:
            text = as_practice(text)
        return spelled(text, author.country)

    def _is_new(self, text: str) -> bool:
        own = shingles(text)
        shared: defaultdict[int, int] = defaultdict(int)
        for shingle in own:
            for number in self._holders[shingle]:
                shared[number] += 1
        return all(
            count / (len(own) + len(self._texts[number]) - count) < TOO_ALIKE
            for number, count in shared.items()
        )

    def _remember(self, text: str) -> None:
        own = shingles(text)
        for shingle in own:
            self._holders[shingle].append(len(self._texts))
        self._texts.append(own)


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of `SHINGLE` words in a text; a shorter text is one run."""
    words = re.findall(r"\w+", text.lower())
    if len(words) <= SHINGLE:
        return frozenset({tuple(words)})
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def _may_speak(voice: Voice, author: Author) -> bool:
    """A voice of its own is needed for practices and for speaking of somebody by name."""
    if not fits(voice.needs, author.tokens):
        return False
    if any(need.startswith("stance:knee") for need in voice.needs):
        return "third" not in author.tokens
    return all((mark in voice.needs) == (mark in author.tokens) for mark in _MARKS)
