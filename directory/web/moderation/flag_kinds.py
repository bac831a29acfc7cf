"""Private reports, red flags and appeals, as moderators see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.cases import Case, CaseKind, CaseStatus
from directory.db import utc_now
from directory.http.translation import lazy_gettext as _later
from directory.moderation.asking import addresses_of, was_asked_by_mail
from directory.moderation.task import flag_of
from directory.practitioners.hiding import is_hidden_for
from directory.vetting.checklist import CAPS
from directory.vetting.evidence import LICENCE
from directory.vetting.flag_rule import (
    DAYS_TO_REPLY,
    ENOUGH_REPORTS,
    earliest_decision,
    was_asked,
)
from directory.vetting.flag_watch import FELL_AWAY, count_reports
from directory.vetting.flags import days_asked
from directory.vetting.models import FlagStatus
from directory.vetting.reports import REASON as REPORTED_REASON
from directory.web.moderation.kinds import KindOfCase, Shown
from directory.web.vetting_words import REPORTED, capped_words, words_if_capped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from directory.vetting.models import Flag
    from directory.web.moderation.kinds import Looked

ON_THE_WAY = ("attempt", "mail", "reply")
"""What is noted about a red flag before it is decided; each has a form of its own."""

MOST_OTHERS = 20
"""Other reports about the same listing that are named."""


def _report(at: Looked) -> Shown:
    is_hidden = bool(at.listing and is_hidden_for(at.listing, REPORTED_REASON))
    is_open = at.case.status == CaseStatus.OPEN
    facts = {
        "report": at.case.details,
        "is_hidden": is_hidden,
        "others": _other_reports(at),
        "apart": ("restore",),
    }
    if is_open:
        # What is hidden already is hidden for this report too: then it is only closed.
        return Shown(facts, ("hide", "close", "restore") if is_hidden else ("hide", "close"))
    return Shown(facts, ("restore",))


def _other_reports(at: Looked) -> Sequence[Case]:
    statement = select(Case).where(
        Case.kind == CaseKind.PRIVATE_REPORT,
        Case.practitioner_id == at.case.practitioner_id,
        Case.id != at.case.id,
    )
    return at.session.scalars(statement.order_by(Case.id.desc()).limit(MOST_OTHERS)).all()


def _red_flag(at: Looked) -> Shown:
    flag = flag_of(at.session, at.case)
    count = count_reports(at.session, flag, utc_now())
    days = days_asked(flag)
    ready_on = earliest_decision(days) if days else None
    facts = _facts_of(flag) | {
        "count": count,
        "enough": ENOUGH_REPORTS,
        "asked_enough": was_asked(days),
        "attempts": list(zip(days, (one["how"] for one in flag.attempts), strict=True)),
        "days_to_reply": DAYS_TO_REPLY,
        "ready_on": ready_on,
        "may_cap": _may_cap(flag, ready_on, suffices=count.suffices),
        "preview": words_if_capped(flag),
        "fell_away": at.case.details.get(FELL_AWAY, False),
        "addresses": len(addresses_of(at.session, at.listing)) if at.listing else 0,
        "today": utc_now().date(),
        "mailed_today": was_asked_by_mail(flag, utc_now().date()),
        "apart": ON_THE_WAY,
    }
    return Shown(facts, _to_decide(at.case, flag, may_cap=facts["may_cap"]))


def _may_cap(flag: Flag, ready_on: date | None, *, suffices: bool) -> bool:
    """Whether the right of reply was given, and the reports are still enough."""
    ready = ready_on is not None and utc_now().date() >= ready_on
    return suffices and ready and was_asked(days_asked(flag))


def _to_decide(case: Case, flag: Flag, *, may_cap: bool) -> tuple[str, ...]:
    """What can be done as the red flag stands. Pure."""
    if flag.status == FlagStatus.OPEN:
        return ("cap", "clear", *ON_THE_WAY) if may_cap else ("clear", *ON_THE_WAY)
    if flag.status == FlagStatus.CAPPED and case.status == CaseStatus.OPEN:
        return ("keep", "lift", "reply")
    # Nothing is left to press; the page shows how it came.
    return ("lift", "reply")


def _appeal(at: Looked) -> Shown:
    flag = flag_of(at.session, at.case)
    facts = _facts_of(flag) | {
        "appeal": at.case.details,
        "shown": capped_words(flag),
        "decided": _decided_before(at, flag),
    }
    return Shown(facts, ("uphold", "lift") if flag.status == FlagStatus.CAPPED else ("gone",))


def _decided_before(at: Looked, flag: Flag) -> Case | None:
    """The case whose decision is appealed."""
    statement = select(Case).where(
        Case.kind == CaseKind.RED_FLAG,
        Case.subject_id == str(flag.public_id),
        Case.decision.in_(("cap", "veto")),
    )
    return at.session.scalars(statement.order_by(Case.id.desc())).first()


def _facts_of(flag: Flag) -> dict[str, Any]:
    return {
        "flag": flag,
        "is_veto": flag.code == LICENCE,
        "reported": REPORTED.get(flag.code),
        "cap": CAPS.get(flag.code),
    }


FLAG_KINDS: dict[CaseKind, KindOfCase] = {
    CaseKind.PRIVATE_REPORT: KindOfCase(
        name=_later("Private report"),
        template="moderation/_private_report.html",
        gather=_report,
        decisions={
            "hide": _later("Hide the listing"),
            "close": _later("Close it"),
            "restore": _later("Show it again"),
        },
        saved=(
            _later("Hidden while we look into it."),
            _later("Passed on to the licensing board."),
            _later("Nothing in it speaks of harm. The listing stays."),
        ),
    ),
    CaseKind.RED_FLAG: KindOfCase(
        name=_later("Red flag"),
        template="moderation/_red_flag.html",
        gather=_red_flag,
        decisions={
            "cap": _later("Cap the score"),
            "clear": _later("Put it aside"),
            "keep": _later("Keep the cap"),
            "lift": _later("Lift the cap"),
            "attempt": _later("I tried to reach them"),
            "mail": _later("Mail them now"),
            "reply": _later("Keep the reply"),
        },
        saved=(
            _later("Enough independent members say so, and the right of reply was given."),
            _later("The answer explains it."),
            _later("The reports are about something else than this question."),
        ),
    ),
    CaseKind.APPEAL: KindOfCase(
        name=_later("Appeal"),
        template="moderation/_appeal.html",
        gather=_appeal,
        decisions={
            "uphold": _later("It stays as it is"),
            "lift": _later("Lift it"),
            "gone": _later("Nothing is left to decide"),
        },
        saved=(
            _later("The licence holds again: we looked it up at the board."),
            _later("What you write does not speak to what members reported."),
            _later("What was reported has changed since, and you say how."),
        ),
    ),
}
"""What was reported about a practitioner, and what follows from it."""
