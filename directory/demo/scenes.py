"""Particular histories that a demo should show: a burst, a wait, a shared device, red flags. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from directory.demo.visits import Visit, draw_content

if TYPE_CHECKING:
    from random import Random

    from directory.practitioners.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Scene:
    """One history, told by when members came.

    Attributes:
        days_ago: When each member came, in order.
        quality: Share of the checklist that is true of the practitioner, 0 to 1.
        reported: How many of the members, the first ones, report the red flag.
        flag: Its code.
        asked_days_ago: When the practitioner was asked about it.
        replied: Whether they answered.
        capped: Whether a moderator has capped the score.
        device: A device that all members share, if they do.
    """

    days_ago: tuple[float, ...]
    quality: float
    reported: int = 0
    flag: str = "R2"
    asked_days_ago: tuple[int, ...] = ()
    replied: bool = False
    capped: bool = False
    device: str = ""


_MONTHLY = tuple(30.0 * number for number in range(10, 1, -1))

SCENES = {
    2: Scene(days_ago=(2.2, 2.1, 1.9, 1.6), quality=0.95),
    4: Scene(_MONTHLY, 0.4, reported=4, asked_days_ago=(40, 30), replied=True, capped=True),
    6: Scene(_MONTHLY, 0.3, reported=5, asked_days_ago=(60, 45), capped=True),
    8: Scene(_MONTHLY[:5], 0.5, reported=3, asked_days_ago=(9,)),
    10: Scene(days_ago=(60, 30, 3, 1), quality=0.7),
    12: Scene(days_ago=(120, 80, 40), quality=0.9, device="shared by three members"),
    14: Scene(days_ago=tuple(range(480, 12, -18)), quality=0.85),
    16: Scene(_MONTHLY, 0.35, reported=4, flag="R1", asked_days_ago=(30, 24), replied=True),
}
"""Scenes by the place of a listing among the public demo listings, from 0."""


def visits_of(
    scene: Scene, rng: Random, kind: Kind, now: datetime, first_member: int
) -> tuple[Visit, ...]:
    """The visits of a scene, in order of arrival; its members are of consecutive numbers."""
    return tuple(
        Visit(
            member=first_member + number,
            arrived_at=(when := now - timedelta(days=days)),
            content=draw_content(
                rng,
                kind,
                scene.quality,
                when.date(),
                (scene.flag,) if number < scene.reported else (),
            ),
            device=scene.device,
        )
        for number, days in enumerate(scene.days_ago)
    )
