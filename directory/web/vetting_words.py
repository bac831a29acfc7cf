"""What members reported and documents show, in words; nothing here says that a report is true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.translation import ngettext
from directory.vetting.checklist import CAPS
from directory.web.formats import day

if TYPE_CHECKING:
    from directory.practitioners.models import Practitioner
    from directory.vetting.evidence import PractitionerEvidence
    from directory.vetting.models import Flag

REPORTED = {
    "R1": _later("only the sore place was looked at and treated"),
    "R2": _later("they were told to carry on through sharp pain"),
    "R3": _later("nobody offered exercise, training advice or a referral"),
    "R5": _later("an injury was named or treated without a licence for it, or help was refused"),
    "R6": _later("they got a running plan though nobody had seen them run"),
}
"""What each red flag that caps is about, after "members reported that"."""


@dataclass(frozen=True, slots=True)
class CapWords:
    """One decided red flag, as a card and as a profile tell it.

    Attributes:
        card: Who reported what, when the practitioner was asked, whether they answered.
        profile: The same with the cap, in one sentence.
        reply: The practitioner's answer.
    """

    card: str
    profile: str
    reply: str | None
    replied_on: date | None


def cap_words(
    practitioner: Practitioner, evidence: PractitionerEvidence | None
) -> tuple[CapWords, ...]:
    """What stands beside a capped score; nothing where there is no cap."""
    if evidence is None or practitioner.score_cap is None:
        return ()
    return tuple(_words(flag) for flag in evidence.flags if flag.code in REPORTED)


def _words(flag: Flag) -> CapWords:
    reported = _reported(flag)
    asked = _asked(flag)
    return CapWords(
        card=f"{reported}. {_card(flag, asked)}",
        profile=_(
            "Capped at %(cap)s: %(told)s", cap=CAPS[flag.code], told=_told(flag, reported, asked)
        ),
        reply=flag.reply,
        replied_on=flag.replied_on,
    )


def _reported(flag: Flag) -> str:
    what = str(REPORTED[flag.code])
    return ngettext(
        "%(count)s of %(num)s member reported that %(what)s",
        "%(count)s of %(num)s members reported that %(what)s",
        flag.answered,
        count=flag.reported,
        what=what,
    )


def _asked(flag: Flag) -> str:
    """The day of the first attempt to reach the practitioner; empty where none is on record."""
    return day(date.fromisoformat(flag.attempts[0]["on"])) if flag.attempts else ""


def _card(flag: Flag, asked: str) -> str:
    if not asked:
        return _("Answered on the profile.") if flag.reply else _("No answer so far.")
    if flag.reply:
        return _("Asked on %(day)s; answered on the profile.", day=asked)
    return _("Asked on %(day)s; did not answer.", day=asked)


def _told(flag: Flag, reported: str, asked: str) -> str:
    if not asked:
        return f"{reported}."
    if flag.reply:
        return _(
            "%(reported)s; the practitioner was asked on %(day)s and answered below.",
            reported=reported,
            day=asked,
        )
    return _(
        "%(reported)s; the practitioner was asked on %(day)s and did not answer.",
        reported=reported,
        day=asked,
    )
