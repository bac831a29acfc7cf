"""What members reported and documents show, in words; nothing here says that a report is true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.translation import ngettext
from directory.vetting.flags import if_capped, public_flag
from directory.vetting.published import SHOWN_FROM
from directory.web.formats import day

if TYPE_CHECKING:
    from datetime import date

    from directory.practitioners.models import Practitioner
    from directory.vetting.evidence import PractitionerEvidence
    from directory.vetting.flags import PublicFlag
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
    told = map(public_flag, evidence.flags)
    return tuple(_words(flag) for flag in told if flag and flag.code in REPORTED)


def capped_words(flag: Flag) -> CapWords | None:
    """What stands on the page about one red flag; nothing unless it caps the score."""
    told = public_flag(flag)
    return _words(told) if told and told.code in REPORTED else None


def words_if_capped(flag: Flag) -> str | None:
    """What would stand on the page if the score were capped now; nothing before they were asked."""
    told = if_capped(flag)
    return _words(told).profile if told and told.code in REPORTED else None


def _words(flag: PublicFlag) -> CapWords:
    what = str(REPORTED[flag.code])
    reported = _counted(flag, what)
    return CapWords(
        card=_card(flag, reported),
        profile=_profile(flag, reported),
        reply=flag.reply,
        replied_on=flag.replied_on,
    )


def _counted(flag: PublicFlag, what: str) -> str:
    """Who reported it; without numbers where those would tell who it was."""
    if flag.answered < SHOWN_FROM:
        return _("members reported that %(what)s", what=what)
    return ngettext(
        "%(count)s of %(num)s member reported that %(what)s",
        "%(count)s of %(num)s members reported that %(what)s",
        flag.answered,
        count=flag.reported,
        what=what,
    )


def _card(flag: PublicFlag, reported: str) -> str:
    asked = {"reported": reported[:1].upper() + reported[1:], "day": day(flag.asked_on)}
    if flag.reply:
        return _("%(reported)s. Asked on %(day)s; answered on the profile.", **asked)
    return _("%(reported)s. Asked on %(day)s; did not answer.", **asked)


def _profile(flag: PublicFlag, reported: str) -> str:
    asked = {"cap": flag.cap, "reported": reported, "day": day(flag.asked_on)}
    if flag.reply:
        return _(
            "Capped at %(cap)s: %(reported)s; the practitioner was asked on %(day)s "
            "and answered below.",
            **asked,
        )
    return _(
        "Capped at %(cap)s: %(reported)s; the practitioner was asked on %(day)s "
        "and did not answer.",
        **asked,
    )
