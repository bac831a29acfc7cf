"""Moves what members said from one listing to another of the same person, and back.

One member, one assessment: where a member assessed both, the newer visit stays and the other is set
aside at the listing that is not shown any more. Nobody assesses their own listing, so what an owner
of either said is set aside too. Assessments keep their standing; sums are counted anew.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.accounts.models import Account
from directory.accounts.service import linked_by_devices
from directory.vetting import tallies
from directory.vetting.flag_watch import flags_of
from directory.vetting.models import Assessment, Flag, FlagStatus, Standing
from directory.vetting.regrouping import labels, parted
from directory.vetting.shelf import exchange

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner

_STRICTNESS = {FlagStatus.CLEARED: 0, FlagStatus.OPEN: 1, FlagStatus.CAPPED: 2}


@dataclass(frozen=True, slots=True)
class Plan:
    """Which rows change places, by number.

    Attributes:
        coming: Those of the merged listing that go to the kept one.
        leaving: Those of the kept listing that are set aside.
    """

    coming: tuple[int, ...]
    leaving: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """What moving changed, so that it can be taken back.

    Attributes:
        assessments: Which of them changed places.
        flags: Which red flags did.
        groups: Vote group before and after, of each assessment of both listings.
    """

    assessments: Plan
    flags: Plan
    groups: dict[int, tuple[int, int]]

    def as_json(self) -> dict[str, Any]:
        """The same as values that JSON can write."""
        return {
            "coming": list(self.assessments.coming),
            "leaving": list(self.assessments.leaving),
            "flags_coming": list(self.flags.coming),
            "flags_leaving": list(self.flags.leaving),
            "groups": {str(number): list(pair) for number, pair in self.groups.items()},
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Moved:
        """Read what `as_json` wrote."""
        return cls(
            Plan(tuple(told["coming"]), tuple(told["leaving"])),
            Plan(tuple(told["flags_coming"]), tuple(told["flags_leaving"])),
            {int(number): (pair[0], pair[1]) for number, pair in told["groups"].items()},
        )


def plan_assessments(
    kept: Sequence[Assessment], merged: Sequence[Assessment], owners: Collection[int]
) -> Plan:
    """Decide which assessments count for the kept listing from now on. Pure.

    Args:
        kept: Those of the listing that stays.
        merged: Those of the other.
        owners: Accounts that speak for either.
    """
    had = {row.member_id: row for row in kept}
    coming = [
        row
        for row in merged
        if row.member_id not in owners
        and (row.member_id not in had or is_newer(row, had[row.member_id]))
    ]
    replaced = {row.member_id for row in coming} | set(owners)
    leaving = [row.id for row in kept if row.member_id in replaced]
    return Plan(tuple(row.id for row in coming), tuple(leaving))


def is_newer(one: Assessment, other: Assessment) -> bool:
    """Whether an assessment stays instead of another of the same member. Pure.

    The newer visit, then the newer arrival; what was withdrawn says nothing any more.
    """
    return _age(one) > _age(other)


def _age(row: Assessment) -> tuple[bool, Any, Any]:
    return (row.standing != Standing.WITHDRAWN, row.visit_month, row.arrived_at)


def plan_flags(kept: Iterable[Flag], merged: Iterable[Flag]) -> Plan:
    """Decide which red flags stand on the kept listing from now on: the stricter of each. Pure."""
    had = {flag.code: flag for flag in kept}
    coming = [flag for flag in merged if flag.code not in had or _is_stricter(flag, had[flag.code])]
    leaving = [had[flag.code].id for flag in coming if flag.code in had]
    return Plan(tuple(flag.id for flag in coming), tuple(leaving))


def _is_stricter(flag: Flag, other: Flag) -> bool:
    return _STRICTNESS[FlagStatus(flag.status)] > _STRICTNESS[FlagStatus(other.status)]


def foreseen(
    session: Session, kept: Practitioner, merged: Practitioner, owners: Collection[int]
) -> dict[str, int]:
    """How much moving would bring over and set aside, by what it is; nothing is written."""
    at_kept, at_merged = assessments_of(session, kept.id), assessments_of(session, merged.id)
    plan = plan_assessments(at_kept, at_merged, owners)
    said = {row.id for row in (*at_kept, *at_merged) if row.standing != Standing.WITHDRAWN}
    stay = {row.id for row in at_merged} - set(plan.coming) | set(plan.leaving)
    flags = plan_flags(flags_of(session, kept.id), flags_of(session, merged.id))
    return {
        "assessments": len(said & set(plan.coming)),
        "set_aside": len(said & stay),
        "red_flags": len(flags.coming),
    }


def assessments_of(session: Session, practitioner_id: int) -> Sequence[Assessment]:
    """Every assessment of a practitioner, the oldest first, as the database has it now."""
    statement = select(Assessment).where(Assessment.practitioner_id == practitioner_id)
    fresh = statement.order_by(Assessment.id).execution_options(populate_existing=True)
    return session.scalars(fresh).all()


def move(
    session: Session,
    kept: Practitioner,
    merged: Practitioner,
    *,
    owners: Collection[int],
    now: datetime,
) -> Moved:
    """Let a listing have what members said of another; sums of both are exact afterwards.

    Scores and red flags are for the caller to look at again (`standings.follow`).

    Args:
        session: The open session, writing; both rows are locked.
        kept: The listing that stays.
        merged: The other.
        owners: Accounts that speak for either.
        now: When, for which devices are known.
    """
    session.flush()
    at_kept, at_merged = assessments_of(session, kept.id), assessments_of(session, merged.id)
    plan = plan_assessments(at_kept, at_merged, owners)
    flags = plan_flags(flags_of(session, kept.id), flags_of(session, merged.id))
    groups = _groups(session, at_kept, at_merged, plan, now)
    exchange(session, Assessment, kept, merged, plan.coming, plan.leaving)
    exchange(session, Flag, kept, merged, flags.coming, flags.leaving)
    _regroup(session, kept, {number: after for number, (_before, after) in groups.items()})
    _count_again(session, kept, merged)
    return Moved(plan, flags, groups)


def move_back(session: Session, kept: Practitioner, merged: Practitioner, moved: Moved) -> None:
    """Take moving back; what members have said since stays with the listing they said it of.

    Args:
        session: The open session, writing; both rows are locked.
        kept: The listing that stayed.
        merged: The one that comes back.
        moved: What moving changed.
    """
    session.flush()
    now_kept = {row.id: row.member_id for row in assessments_of(session, kept.id)}
    at_merged = {row.id: row.member_id for row in assessments_of(session, merged.id)}
    back = [number for number in moved.assessments.coming if number in now_kept]
    others = {member for number, member in now_kept.items() if number not in back}
    again = [
        number
        for number in moved.assessments.leaving
        if number in at_merged and at_merged[number] not in others
    ]
    exchange(session, Assessment, kept, merged, again, back)
    flags = {flag.id for flag in flags_of(session, kept.id)}
    coming = [number for number in moved.flags.coming if number in flags]
    exchange(session, Flag, kept, merged, moved.flags.leaving, coming)
    for one in (kept, merged):
        stays = {row.id: row.vote_group for row in assessments_of(session, one.id)}
        _regroup(session, one, parted(stays, moved.groups))
    _count_again(session, kept, merged)


def _groups(
    session: Session,
    at_kept: Sequence[Assessment],
    at_merged: Sequence[Assessment],
    plan: Plan,
    now: datetime,
) -> dict[int, tuple[int, int]]:
    """Group before and after of every assessment of both; what is set aside keeps its own."""
    rows = {row.id: row for row in (*at_kept, *at_merged)}
    stay = ({row.id for row in at_kept} | set(plan.coming)) - set(plan.leaving)
    present = {number: rows[number].member_id for number in sorted(stay)}
    links = [*_shared(at_kept), *_shared(at_merged)]
    arriving = {rows[number].member_id for number in plan.coming}
    links += _by_devices(session, arriving, set(present.values()), now)
    after = labels(present, links)
    return {n: (row.vote_group, after.get(n, row.vote_group)) for n, row in sorted(rows.items())}


def _shared(rows: Iterable[Assessment]) -> list[list[int]]:
    """Members who share a vote at one listing."""
    groups: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        groups[row.vote_group].append(row.member_id)
    return list(groups.values())


def _by_devices(
    session: Session, arriving: set[int], present: set[int], now: datetime
) -> list[list[int]]:
    """Members who come, each with those whose accounts were used from their devices lately."""
    accounts = session.scalars(select(Account).where(Account.id.in_(arriving)))
    return [
        [account.id, *sorted(linked_by_devices(session, account, now) & present)]
        for account in sorted(accounts, key=lambda one: one.id)
    ]


def _regroup(session: Session, practitioner: Practitioner, groups: Mapping[int, int]) -> None:
    for row in assessments_of(session, practitioner.id):
        row.vote_group = groups.get(row.id, row.vote_group)
    session.flush()


def _count_again(session: Session, *practitioners: Practitioner) -> None:
    for one in practitioners:
        tallies.recount_all(session, one.id)
