"""How somebody works: what they do, for what, how they look, and how far up the chain. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.demo.chance import by_weight, sample_by_weight
from directory.practitioners.vocabulary import LINKS, STAGES, Kind, vocabulary

if TYPE_CHECKING:
    from random import Random

    from directory.demo.stock import Trade
    from directory.practitioners.vocabulary import Entry

_STANCES = {
    Kind.THERAPIST: {
        "whole": 31,
        "mixed": 33,
        "narrow": 8,
        "knee": 5,
        "passive": 5,
        "sparse": 18,
    },
    Kind.MOVEMENT_COACH: {"whole": 42, "mixed": 36, "narrow": 4, "sparse": 18},
    Kind.RUNNING_COACH: {"whole": 30, "mixed": 46, "narrow": 4, "sparse": 20},
}
"""Shares of ways to see a body, per kind; the sparse state next to nothing."""

_MAY_BE_PASSIVE = {"massage_therapist", "chiropractor", "acupuncturist", "physical_therapist"}
_MAY_BE_KNEE_ONLY = {"physical_therapist", "physical_therapy_clinic", "rehabilitation_clinic"}
_MAY_BE_KNEE_ONLY |= {"chiropractor", "sports_physician", "physical_therapist_assistant"}
_HANDS_ON = {"Hands on", "Needles, devices and aids"}
_KNEE_MODALITIES = (
    "electrotherapy",
    "bracing",
    "taping",
    "strength_training",
    "exercise_programme",
)
_SIZES = {
    "whole": {"modality": (5, 9), "condition": (5, 10), "method": (4, 8), "region": (5, 6)},
    "mixed": {"modality": (4, 7), "condition": (4, 8), "method": (2, 5), "region": (3, 5)},
    "narrow": {"modality": (2, 4), "condition": (2, 4), "method": (1, 3), "region": (1, 2)},
    "knee": {"modality": (2, 4), "condition": (2, 4), "method": (0, 2), "region": (1, 1)},
    "passive": {"modality": (2, 4), "condition": (2, 4), "method": (0, 1), "region": (0, 2)},
    "sparse": {"modality": (0, 2), "condition": (0, 2), "method": (0, 0), "region": (0, 0)},
}
"""How many entries of each vocabulary a listing states, least and most."""

_COMMON = {
    Kind.THERAPIST: {
        "knee_pain",
        "hip_pain",
        "low_back_pain",
        "recurring_injury",
        "walking_gait",
        "functional_movement",
        "joint_range",
        "posture",
        "goals_history",
        "footwear",
    },
    Kind.MOVEMENT_COACH: {
        "knee_pain",
        "hip_pain",
        "low_back_pain",
        "upper_back_stiffness",
        "hip_flexor",
        "gluteal_tendon",
        "recurring_injury",
        "masters_runner",
        "hypermobility",
        "it_band",
        "functional_movement",
        "squat_lunge",
        "single_leg",
        "breathing_pattern",
        "arm_swing",
        "walking_gait",
        "running_gait",
        "goals_history",
    },
    Kind.RUNNING_COACH: {
        "knee_pain",
        "shin_splints",
        "it_band",
        "achilles",
        "starting_to_run",
        "race_preparation",
        "recurring_injury",
        "masters_runner",
        "side_stitch",
        "postpartum_return",
        "running_gait",
        "video_analysis",
        "outdoor_run",
        "single_leg",
        "footwear",
        "training_diary",
    },
}
"""What people of a kind see or do although others come to mind first."""

_STATED_STAGES = {"whole": (2, 4), "mixed": (1, 3), "narrow": (1, 2)}


@dataclass(frozen=True, slots=True)
class Craft:
    """What a listing states of each vocabulary, most telling first."""

    stance: str
    keys: dict[str, tuple[str, ...]]

    def tokens(self) -> set[str]:
        """The craft in the words that sentences ask for."""
        stated = {f"{name}:{key}" for name, keys in self.keys.items() for key in keys}
        return {f"stance:{self.stance}", *stated}


def draw_craft(rng: Random, trade: Trade) -> Craft:
    """Make up a way of working that fits the trade."""
    stance = _stance(rng, trade)
    keys = {
        "modality": _modalities(rng, trade, stance),
        "condition": _conditions(rng, trade, stance),
        "method": _drawn(rng, trade, "method", stance),
        "region": _regions(rng, stance),
        "stage": _stages(rng, trade, stance),
    }
    return Craft(stance, {name: stated for name, stated in keys.items() if stated})


def _stance(rng: Random, trade: Trade) -> str:
    weights: dict[str, float] = dict(_STANCES[trade.kind])
    if trade.key not in _MAY_BE_PASSIVE:
        weights.pop("passive", None)
    if trade.key not in _MAY_BE_KNEE_ONLY:
        weights.pop("knee", None)
    return by_weight(rng, weights)


def _modalities(rng: Random, trade: Trade, stance: str) -> tuple[str, ...]:
    if stance == "knee":
        return tuple(rng.sample(_KNEE_MODALITIES, rng.randint(2, 4)))
    drawn = _drawn(rng, trade, "modality", stance)
    if stance == "passive":
        groups = vocabulary("modality")
        core = [key for key in trade.core if groups[key].group in _HANDS_ON]
        return tuple(dict.fromkeys([*core, *drawn])) or ("manual_therapy",)
    if stance == "sparse":
        return trade.core[:1] if rng.random() < 0.3 else ()
    return tuple(dict.fromkeys([*trade.core, *drawn]))


def _conditions(rng: Random, trade: Trade, stance: str) -> tuple[str, ...]:
    if stance == "knee":
        knees = [entry.key for entry in vocabulary("condition") if entry.group == "Knee"]
        return tuple(rng.sample(knees, rng.randint(2, 4)))
    return _drawn(rng, trade, "condition", stance)


def _drawn(rng: Random, trade: Trade, name: str, stance: str) -> tuple[str, ...]:
    least, most = _SIZES[stance][name]
    weights = {
        entry.key: weight
        for entry in vocabulary(name)
        if (weight := _affinity(entry, trade)) and _allowed(entry, stance)
    }
    return tuple(sample_by_weight(rng, weights, rng.randint(least, most)))


def _affinity(entry: Entry, trade: Trade) -> float:
    """How usual an entry is in a trade: what names the trade first is most usual there."""
    if trade.kind not in entry.kinds:
        return 0.0
    if trade.key in entry.professions:
        return 4.0 / (2 + entry.professions.index(trade.key))
    if entry.key in _COMMON[trade.kind]:
        return 0.8
    return 0.02 if set(entry.kinds) == set(Kind) and entry.group != "Schools" else 0.0


def _allowed(entry: Entry, stance: str) -> bool:
    return stance != "passive" or entry.group not in {"Exercise", "Running", "On your own"}


def _regions(rng: Random, stance: str) -> tuple[str, ...]:
    least, most = _SIZES[stance]["region"]
    if stance == "knee":
        return ("knees",)
    looked_at = rng.sample(LINKS, rng.randint(least, most))
    return tuple(link for link in LINKS if link in looked_at)


def _stages(rng: Random, trade: Trade, stance: str) -> tuple[str, ...]:
    if stance == "sparse" or (stance == "narrow" and rng.random() < 0.5):
        return ()
    if stance in {"knee", "passive"}:
        return ("pain",)
    least, most = _STATED_STAGES[stance]
    count = rng.randint(least, most)
    # Therapists start from pain, coaches come from the other end of the way.
    ordered = STAGES if trade.kind is Kind.THERAPIST else STAGES[::-1]
    chosen = ordered[:count]
    return tuple(stage for stage in STAGES if stage in chosen)
