"""A made-up world in which the truth is known: practitioners, honest members, and campaigns.

Pure, and the same for a seed. What is drawn, for each practitioner:

- a level from a normal distribution (mean .55, sd .13), and around it the truth of each item from
  a beta distribution with the weight of eight members: the share of visits it is done in;
- claims and documents, likelier the truer they are: with p = .65 + .3 (truth - .55) a claim of an
  item that accepts one, and with .2 + .4 (truth - .55) a document;
- honest members: lognormal around 2.5 (sigma 1), cut to whole numbers: median 2, mean 3.6, some
  none, some dozens. One answers the five heaviest items with probability .85 and others with .4,
  in a mood of their own (sd .15), and a fifth proves the visit. They come within three years.

Malicious accounts come in campaigns of five to fifteen on one practitioner, all yes or all no to
everything, never with proof. Half of the accounts of a campaign share a device.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.vetting.checklist import CORE_COUNT

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from directory.vetting.score import Weights

LISTED = 40
"""Practitioners in one list."""

DAYS = 1095
"""How long members have come, in days; the present is the end of it."""

SMALLEST_CAMPAIGN, LARGEST_CAMPAIGN = 5, 15
LEVEL_MEAN, LEVEL_SD, ITEM_MEMBERS = 0.55, 0.13, 8.0
MEMBERS_MEDIAN, MEMBERS_SPREAD, MOOD_SD, PROVED_SHARE, LINKED_SHARE = 2.5, 1.0, 0.15, 0.2, 0.5
CORE_ANSWERED, OTHERS_ANSWERED = 0.85, 0.4
CLAIMED, CLAIM_SLOPE = 0.65, 0.3
DOCUMENTED, DOCUMENT_SLOPE = 0.2, 0.4
PARTLY_WIDTH = 0.1
"""Half the width of the band of experiences that are answered with "partly"."""

NOT_ANSWERED = -1


@dataclass(frozen=True, slots=True)
class Attack:
    """What malicious accounts there are, and how they go about it.

    Attributes:
        share: Of all accounts that assess.
        within_days: A campaign takes one day to so many.
        strangers: Whether the accounts of a campaign share no device.
        aimed: Whether campaigns go against the truth, praising the lesser half of a list and
            blaming the better one, and not just anybody.
    """

    share: float
    within_days: int = 180
    strangers: bool = False
    aimed: bool = False


@dataclass(frozen=True, slots=True)
class Visits:
    """Assessments, one a row.

    Attributes:
        whom: Number of the practitioner.
        answers: Shape (assessments, items): half-points, or `NOT_ANSWERED`.
        day: When it arrived, in days.
        proved: Whether the visit is proved.
        device: Number of the device it came from; no two honest members share one.
    """

    whom: NDArray[np.int64]
    answers: NDArray[np.int64]
    day: NDArray[np.float64]
    proved: NDArray[np.bool_]
    device: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class World:
    """What is true, what practitioners state, and what was said, in order of arrival.

    Attributes:
        truth: The score that each practitioner deserves, 0 to 100.
        claims: Shape (items, practitioners).
        documents: Likewise.
        visits: Honest and malicious assessments alike.
    """

    truth: NDArray[np.float64]
    claims: NDArray[np.bool_]
    documents: NDArray[np.float64]
    visits: Visits


def make_world(chance: Generator, weights: Weights, lists: int, attack: Attack) -> World:
    """Make a world up."""
    shares = np.array(weights.shares)
    size = lists * LISTED
    level = np.clip(chance.normal(LEVEL_MEAN, LEVEL_SD, size), 0.02, 0.98)
    done = chance.beta(ITEM_MEMBERS * level, ITEM_MEMBERS * (1 - level), (len(shares), size))
    truth = 100 * (shares @ done)
    truer = done - LEVEL_MEAN
    claims = chance.random(done.shape) < CLAIMED + CLAIM_SLOPE * truer
    documents = chance.random(done.shape) < DOCUMENTED + DOCUMENT_SLOPE * truer
    honest = _honest(chance, shares, done)
    count = round(len(honest.whom) * attack.share / (1 - attack.share))
    malicious = _malicious(chance, truth, len(shares), count, attack)
    return World(truth, claims, documents.astype(np.float64), _by_arrival(honest, malicious))


def _honest(chance: Generator, shares: NDArray[np.float64], done: NDArray[np.float64]) -> Visits:
    size = done.shape[1]
    members = np.floor(chance.lognormal(np.log(MEMBERS_MEDIAN), MEMBERS_SPREAD, size))
    whom = np.repeat(np.arange(size), members.astype(np.int64))
    shape = (len(whom), len(shares))
    heaviest = np.argsort(-shares, kind="stable")[:CORE_COUNT]
    answered = np.full(len(shares), OTHERS_ANSWERED)
    answered[heaviest] = CORE_ANSWERED
    mood = chance.normal(0.0, MOOD_SD, (len(whom), 1))
    experience = np.clip(done.T[whom] + mood, 0.0, 1.0) - chance.random(shape)
    answers = 1 + (experience > PARTLY_WIDTH).astype(np.int64) - (experience < -PARTLY_WIDTH)
    answers[chance.random(shape) > answered] = NOT_ANSWERED
    return Visits(
        whom=whom,
        answers=answers,
        day=chance.random(len(whom)) * DAYS,
        proved=chance.random(len(whom)) < PROVED_SHARE,
        device=np.arange(len(whom)),
    )


def _malicious(
    chance: Generator, truth: NDArray[np.float64], items: int, count: int, attack: Attack
) -> Visits:
    sizes = chance.integers(SMALLEST_CAMPAIGN, LARGEST_CAMPAIGN + 1, count)
    campaign = np.repeat(np.arange(count), sizes)[:count]
    praised = chance.random(count) < 0.5
    target = chance.integers(0, len(truth), count)
    if attack.aimed:
        target = _against_the_truth(chance, truth, praised)
    days = chance.uniform(1, attack.within_days, count)
    begins = chance.random(count) * (DAYS - days)
    alone = chance.random(count) >= (0.0 if attack.strangers else LINKED_SHARE)
    return Visits(
        whom=target[campaign],
        answers=np.repeat(np.where(praised, 2, 0)[campaign, None], items, axis=1),
        day=begins[campaign] + chance.random(count) * days[campaign],
        proved=np.zeros(count, np.bool_),
        device=-1 - np.where(alone, count + np.arange(count), campaign),
    )


def _against_the_truth(
    chance: Generator, truth: NDArray[np.float64], praised: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Targets for campaigns: somebody of the lesser half to praise, of the better one to blame."""
    order = np.argsort(truth.reshape(-1, LISTED), axis=1)
    place = chance.integers(0, LISTED // 2, len(praised)) + np.where(praised, 0, LISTED // 2)
    where = chance.integers(0, len(order), len(praised))
    targets: NDArray[np.int64] = where * LISTED + order[where, place]
    return targets


def _by_arrival(*groups: Visits) -> Visits:
    joined = {
        name: np.concatenate([getattr(group, name) for group in groups])
        for name in Visits.__dataclass_fields__
    }
    order = np.argsort(joined["day"], kind="stable")
    return Visits(**{name: column[order] for name, column in joined.items()})
