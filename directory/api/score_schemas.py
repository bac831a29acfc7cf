"""What the API answers about a score, as documented models."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotation

from pydantic import Field

from directory.api.schemas import Model


class AnswerCounts(Model):
    """How many independent members gave each answer; "don't know" is not among them."""

    yes: int
    partly: int
    no: int


class ScoreDocument(Model):
    """A record that a moderator has seen."""

    title: str
    partly: bool = Field(description="It is older or lapsed, and counts by half.")
    month: str = Field(description='When it was seen: "2026-01".')


class ScoreItem(Model):
    """What one item of the checklist gives, and what speaks for it."""

    code: str = Field(
        description="Code of the item; `members` for the members together while they are few."
    )
    title: str
    weight: int | None = Field(description="Per cent of the score; null for `members`.")
    points: float = Field(
        description="What it adds to `uncapped`, in tenths; of `members` a whole number, perhaps "
        "below 0."
    )
    possible: float | None = Field(description="Most that it can add; null for `members`.")
    evidence: list[str] = Field(
        description="What speaks for it or against it: claim, document, member."
    )
    answers: AnswerCounts | None = Field(description="Told where three and more answered it.")
    claim: str | None = Field(description="The practitioner's own sentence; nobody has checked it.")
    document: ScoreDocument | None


class RedFlag(Model):
    """A red flag that caps the score: what members reported, not that it is true."""

    code: str
    cap: int
    reported: int | None = Field(
        description="Independent members who reported it; null while fewer than three answered."
    )
    answered: int | None = Field(
        description="Independent members who answered the question; null likewise."
    )
    asked_on: date = Field(description="When the practitioner was first asked.")
    reply: str | None = Field(description="Their answer; null if they gave none.")
    replied_on: date | None


class Score(Model):
    """A score and what it is made of: whole numbers below three members, tenths from then on."""

    version: str = Field(description="Version of checklist and score.")
    state: str = Field(description="none, new (show the interval, not the number alone) or scored.")
    score: float | None = Field(description="0 to 100, under the cap; null is not assessed yet.")
    uncapped: float | None = Field(description="What the points of the items sum to.")
    interval: list[float] | None = Field(
        min_length=2,
        max_length=2,
        description="Lowest and highest that the truth may be, with 90 % probability.",
    )
    members: int = Field(description="Independent members whose assessments count.")
    cap: int | None = Field(description="Highest score that red flags leave.")
    items: list[ScoreItem]
    flags: list[RedFlag]
