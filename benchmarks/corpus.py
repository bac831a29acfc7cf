"""Made-up listings for benchmarks: the same for a seed, clustered around real cities.

Words of the free text follow Zipf's law over a vocabulary that begins with words of the trade and
goes on with invented ones. Four listings in ten are as sparse as rows of a public register: a
name, a profession and an address, nothing else.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np

from directory.geo.point import GeoPoint
from directory.practitioners.vocabulary import STAGES, vocabulary
from directory.search.engine import Document, DocumentLocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator

TODAY = date(2026, 3, 1)
"""The day from which freshness is counted."""

CITIES = (
    # name, latitude, longitude, country, region, currency, share
    ("New York", 40.7128, -74.0060, "US", "NY", "USD", 12),
    ("Los Angeles", 34.0522, -118.2437, "US", "CA", "USD", 10),
    ("Chicago", 41.8781, -87.6298, "US", "IL", "USD", 7),
    ("Houston", 29.7604, -95.3698, "US", "TX", "USD", 6),
    ("Phoenix", 33.4484, -112.0740, "US", "AZ", "USD", 4),
    ("Philadelphia", 39.9526, -75.1652, "US", "PA", "USD", 5),
    ("San Diego", 32.7157, -117.1611, "US", "CA", "USD", 4),
    ("Dallas", 32.7767, -96.7970, "US", "TX", "USD", 5),
    ("San Francisco", 37.7749, -122.4194, "US", "CA", "USD", 5),
    ("Seattle", 47.6062, -122.3321, "US", "WA", "USD", 4),
    ("Denver", 39.7392, -104.9903, "US", "CO", "USD", 4),
    ("Boulder", 40.0150, -105.2705, "US", "CO", "USD", 2),
    ("Boston", 42.3601, -71.0589, "US", "MA", "USD", 5),
    ("Portland", 45.5152, -122.6784, "US", "OR", "USD", 3),
    ("Eugene", 44.0521, -123.0868, "US", "OR", "USD", 1),
    ("Flagstaff", 35.1983, -111.6513, "US", "AZ", "USD", 1),
    ("Minneapolis", 44.9778, -93.2650, "US", "MN", "USD", 3),
    ("Atlanta", 33.7490, -84.3880, "US", "GA", "USD", 4),
    ("Miami", 25.7617, -80.1918, "US", "FL", "USD", 4),
    ("Salt Lake City", 40.7608, -111.8910, "US", "UT", "USD", 2),
    ("Albuquerque", 35.0844, -106.6504, "US", "NM", "USD", 1),
    ("Boise", 43.6150, -116.2023, "US", "ID", "USD", 1),
    ("Anchorage", 61.2181, -149.9003, "US", "AK", "USD", 1),
    ("Honolulu", 21.3069, -157.8583, "US", "HI", "USD", 1),
    ("Toronto", 43.6532, -79.3832, "CA", "ON", "CAD", 4),
    ("Vancouver", 49.2827, -123.1207, "CA", "BC", "CAD", 2),
    ("Mexico City", 19.4326, -99.1332, "MX", "CMX", "MXN", 2),
    ("London", 51.5074, -0.1278, "GB", "ENG", "GBP", 7),
    ("Manchester", 53.4808, -2.2426, "GB", "ENG", "GBP", 2),
    ("Edinburgh", 55.9533, -3.1883, "GB", "SCT", "GBP", 1),
    ("Berlin", 52.5200, 13.4050, "DE", "BE", "EUR", 4),
    ("Munich", 48.1351, 11.5820, "DE", "BY", "EUR", 3),
    ("Zurich", 47.3769, 8.5417, "CH", "ZH", "CHF", 2),
    ("Paris", 48.8566, 2.3522, "FR", "IDF", "EUR", 3),
    ("Madrid", 40.4168, -3.7038, "ES", "MD", "EUR", 2),
    ("Nairobi", -1.2921, 36.8219, "KE", "30", "KES", 1),
    ("Cape Town", -33.9249, 18.4241, "ZA", "WC", "ZAR", 1),
    ("Sydney", -33.8688, 151.2093, "AU", "NSW", "AUD", 4),
    ("Auckland", -36.8509, 174.7645, "NZ", "AUK", "NZD", 1),
    ("Suva", -18.1248, 178.4501, "FJ", "C", "FJD", 1),
)

_TRADE = """running runners run knee pain gait analysis hip ankle foot strength mobility stability
injury rehab marathon trail training movement body session treatment calf achilles tendon hamstring
glute core posture breathing coach therapy manual muscle joint fascia cadence stride form load
return sport recovery plan program exercise assessment whole chain shoulder back spine pelvis arch
plantar fasciitis shin splints patellofemoral iliotibial band sciatica balance walking treadmill
video drills shoe barefoot hill tempo track race ultra beginner adult youth pregnancy postpartum
osteoarthritis stress fracture tape needling massage release stretching foam roller pilates yoga
kettlebell barbell conditioning patient client years experience specialist certified clinic
outdoor online team listen learn feel stronger free goal week first visit minutes"""
_GIVEN = """Ada Bram Chloe Dario Esther Farid Greta Hugo Ines Jonas Keiko Lena Mateo Nadia Omar Petra
Quinn Rosa Samir Tess Uma Viktor Wanda Xavier Yara Zoë André Beatriz Cem Duša"""
_PRACTICES = ("Movement", "Physio", "Run Lab", "Sports Therapy", "Chain Clinic", "Stride Studio")
_SYLLABLES = "ba co da fe gi ho ka lu me no pa ri so ta ve wi zo an el in or ust"

_WORDS_KNOWN = 8_000
_SPARSE_SHARE = 0.4
_SPREAD_KM = 18.0
_KM_PER_DEGREE = 111.2
_PROFESSIONS_SHOWN = 14


def documents(count: int, seed: int = 1) -> list[Document]:
    """Make listings up; the same seed makes the same ones."""
    return list(made(count, seed))


def made(count: int, seed: int = 1) -> Iterator[Document]:
    """The same, one after the other."""
    maker = _Maker(np.random.default_rng(seed))
    return (maker.listing() for _ in range(count))


class _Maker:
    def __init__(self, chance: Generator) -> None:
        self.chance = chance
        self.syllables, self.given = _SYLLABLES.split(), _GIVEN.split()
        trade = _TRADE.split()
        invented = {self._invented() for _ in range(3 * _WORDS_KNOWN)} - set(trade)
        self.words = np.array([*trade, *sorted(invented)][:_WORDS_KNOWN])
        self.word_shares = _zipf(len(self.words), before=15)
        shares = np.array([city[-1] for city in CITIES], dtype=float)
        self.city_shares = shares / shares.sum()
        self.families = [self._invented().title() for _ in range(900)]

    def listing(self) -> Document:
        chance = self.chance
        profession = self._some("profession", 1, most=_PROFESSIONS_SHOWN)[0]
        sparse = chance.random() < _SPARSE_SHARE
        keys = {} if sparse else self._stated()
        city = CITIES[chance.choice(len(CITIES), p=self.city_shares)]
        keys |= {
            "kind": (str(vocabulary("profession")[profession].kinds[0]),),
            "profession": (profession,),
            "verified": ("yes" if chance.random() < 0.2 else "no",),
        }
        score = None if sparse or chance.random() < 0.5 else float(chance.integers(20, 100))
        return Document(
            id=str(UUID(bytes=chance.bytes(16), version=4)),
            version=1,
            texts=self._texts(profession, keys, sparse=sparse),
            keys=keys,
            locations=tuple(self._places(city, sparse=sparse)),
            states_methods=not sparse,
            score=score,
            score_low=None if score is None else score - 12.0,
            confirmed_on=TODAY - timedelta(days=int(chance.integers(0, 1_500))),
        )

    def _stated(self) -> dict[str, tuple[str, ...]]:
        chance = self.chance
        keys = {
            name: self._some(name, int(chance.integers(1, most + 1)))
            for name, most in (("modality", 4), ("condition", 5), ("method", 3), ("region", 3))
            if chance.random() < 0.85
        }
        keys["stage"] = tuple(stage for stage in STAGES if chance.random() < 0.4)
        keys["language"] = ("en", *(key for key in ("es", "de", "fr") if chance.random() < 0.15))
        payers = self._some("payer", int(chance.integers(0, 4)))
        keys["payment"] = (*payers, *(("self_pay",) if chance.random() < 0.6 else ()))
        for name in ("telehealth", "accepting"):
            if chance.random() < 0.7:
                keys[name] = ("yes" if chance.random() < 0.6 else "no",)
        return {name: some for name, some in keys.items() if some}

    def _texts(
        self, profession: str, keys: dict[str, tuple[str, ...]], *, sparse: bool
    ) -> dict[str, str]:
        chance = self.chance
        family = self.families[chance.integers(len(self.families))]
        person = f"{self.given[chance.integers(len(self.given))]} {family}"
        practice = f"{family} {_PRACTICES[chance.integers(len(_PRACTICES))]}"
        title = vocabulary("profession").label(profession)
        return {
            "name": f"{person}\n{practice}",
            "craft": "\n".join([title, *_labels("modality", keys)]),
            "focus": "\n".join(
                label
                for name in ("method", "condition", "region", "stage")
                for label in _labels(name, keys)
            ),
            "bio": "" if sparse else self._bio(),
        }

    def _bio(self) -> str:
        length = int(np.clip(self.chance.lognormal(4.2, 0.6), 15, 400))
        drawn = self.chance.choice(self.words, size=length, p=self.word_shares)
        lines = np.array_split(drawn, max(1, length // 60))
        return "\n".join(" ".join(line) for line in lines)

    def _places(self, city: tuple[Any, ...], *, sparse: bool) -> list[DocumentLocation]:
        chance = self.chance
        _, latitude, longitude, country, region, currency, _ = city
        places = []
        for _ in range(1 if sparse or chance.random() < 0.75 else 2):
            north, east = chance.normal(0.0, _SPREAD_KM / _KM_PER_DEGREE, 2).tolist()
            east /= math.cos(math.radians(latitude))
            point = GeoPoint(latitude + north, longitude + east)
            fee = None if sparse or chance.random() < 0.3 else float(chance.integers(8, 40) * 5)
            places.append(DocumentLocation(point.rounded(6), country, region, fee, currency))
        return places

    def _some(self, name: str, count: int, most: int | None = None) -> tuple[str, ...]:
        """Some keys of a vocabulary, the first ones likelier."""
        entries = [entry.key for entry in vocabulary(name)][:most]
        shares = _zipf(len(entries), 0.6)
        return tuple(self.chance.choice(entries, size=count, replace=False, p=shares).tolist())

    def _invented(self) -> str:
        return "".join(self.chance.choice(self.syllables, size=int(self.chance.integers(2, 5))))


def _zipf(count: int, exponent: float = 1.0, before: int = 0) -> Any:
    """Shares by rank; `before` ranks are left out at the top (Mandelbrot's form of the law)."""
    shares = 1.0 / (before + np.arange(1, count + 1)) ** exponent
    return shares / shares.sum()


def _labels(name: str, keys: dict[str, tuple[str, ...]]) -> list[str]:
    return [vocabulary(name).label(key) for key in keys.get(name, ())]
