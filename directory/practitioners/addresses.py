"""The addresses of listings that search engines may keep, in pieces that stay the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from directory.practitioners.models import Practitioner, Status

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

PIECE = 10_000
"""Listings at most in one piece, counted by their numbers, so that none moves to another."""


class Address(NamedTuple):
    """A listing's slug and when it last changed."""

    slug: str
    updated_at: datetime


def pieces(session: Session) -> list[int]:
    """Numbers of the pieces that hold somebody, ascending."""
    number = (Practitioner.id - 1) // PIECE + 1
    return list(session.scalars(select(number).where(*_MAY_BE_KEPT).distinct().order_by(number)))


def piece(session: Session, number: int) -> list[Address]:
    """The listings of one piece, counted from 1: claimed ones, that somebody stands behind."""
    rows = session.execute(
        select(Practitioner.slug, Practitioner.updated_at)
        .where(*_MAY_BE_KEPT)
        .where(Practitioner.id > (number - 1) * PIECE, Practitioner.id <= number * PIECE)
        .order_by(Practitioner.id)
    )
    return [Address(slug, updated_at) for slug, updated_at in rows]


def may_be_kept(practitioner: Practitioner) -> bool:
    """Whether search engines may keep a listing: neither unclaimed imports nor made-up people."""
    return practitioner.status == Status.PUBLISHED and not practitioner.is_demo


_MAY_BE_KEPT = (Practitioner.status == Status.PUBLISHED, Practitioner.source != "demo")
