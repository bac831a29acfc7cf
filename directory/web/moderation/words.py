"""What moderators read of cases: what became of them, and why something cannot be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind
from directory.cases.deciding import AlreadyDecided, HeldByAnother, ReasonMissing
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.translation import ngettext
from directory.interchange.judging import (
    AskedAlready,
    DifferenceChanged,
    FactNewer,
    NobodyToAsk,
    NotThisDifference,
)
from directory.interchange.removal_requests import ListingOwned
from directory.listings.claims.claiming import ClaimGone, Disputed
from directory.listings.deciding import NpiTaken, RevisionChanged
from directory.listings.documents import DocumentGone, LicenceElsewhere
from directory.listings.merging.parting import UnmergeImpossible
from directory.listings.merging.rule import MergeImpossible
from directory.moderation.asking import AskedToday, NoAddress
from directory.moderation.service import Interest
from directory.moderation.task import ChoiceUnknown
from directory.vetting.appeals import AppealNeedsAnother
from directory.vetting.checklist import UnknownItem
from directory.vetting.claims import EvidenceNotAccepted
from directory.vetting.decisions import NothingLeft
from directory.vetting.flags import AttemptInvalid, ReplyInvalid, ReplyNotAsked, TooEarly
from directory.vetting.reports import NotHidden
from directory.web.moderation.merge_words import why_words
from directory.web.moderation.registry import NAMES, ON_PAGES

if TYPE_CHECKING:
    from datetime import timedelta

    from directory.accounts.models import Account
    from directory.cases import Case


_PUBLISH, _RETURN, _REFUSE = "publish", "return", "refuse"

_OUTCOMES = {
    _PUBLISH: _later("Published"),
    _RETURN: _later("Sent back"),
    _REFUSE: _later("Refused"),
    "keep": _later("Left as it is"),
    "hide": _later("Hidden"),
    "close": _later("Closed"),
    "cap": _later("Capped"),
    "lift": _later("Lifted"),
    "uphold": _later("Stays as it is"),
    "veto": _later("Hidden for the licence"),
    "release": _later("They count from now on"),
    "reject": _later("They never count"),
    "noted": _later("Seen"),
    "undo": _later("Taken back"),
    "accept": _later("Accepted"),
    "show": _later("Shown"),
    "clear": _later("Taken out"),
    "dismiss": _later("Left as it is"),
    "invite": _later("Invited"),
    "decline": _later("Not invited"),
    "remove": _later("Removed"),
    "approve": _later("Confirmed"),
    "replaced": _later("A newer version came"),
    "withdrawn": _later("Taken back"),
    "drop": _later("Taken back"),
    "gone": _later("Nothing was left to decide"),
    "spam": _later("Refused as spam"),
    "disputed": _later("It became a dispute"),
    "give": _later("Given to who claimed it"),
    "take": _later("The registry’s facts taken"),
    "merge": _later("Merged"),
    "apart": _later("Left as two"),
    "merged": _later("Ended with a merge"),
}
"""What became of a case."""

TOLD = frozenset(
    {
        *(_RETURN, _REFUSE, "undo", "give"),
        *("attempt", "reply", "restore", "cap", "lift", "uphold", "reject", "hide"),
    }
)
"""Decisions whose reason somebody reads: it is never left empty."""

FOUND_IN_ORDER = _later("Looked at, and found as it should be.")
"""The reason kept with a decision that nobody asks one of."""

INTERESTS: dict[Interest, str] = {
    Interest.OWNS: _later("The listing is yours, or you say that it is. Somebody else decides."),
    Interest.ASSESSED: _later("You have assessed this listing. Somebody else decides."),
    Interest.SENT: _later("You sent this in yourself. Somebody else decides."),
}
"""Why an account does not decide."""


ENDED_BY_SENDER = frozenset({"replaced", "withdrawn", "drop"})
"""What a case says whose sender sent something newer or took it back."""

_NEWER = _later("The owner has changed this since you read it, or took it back.")

_REFUSALS: dict[type[Exception], str] = {
    HeldByAnother: _later(
        "Another moderator has this before them. Nothing of yours was carried out, and what you wrote is still here."
    ),
    AlreadyDecided: _later("Somebody was quicker. Nothing of yours was carried out."),
    RevisionChanged: _NEWER,
    NpiTaken: _later(
        "Another listing has this provider number. Send this back, with a word about claiming that one."
    ),
    Disputed: _later(
        "Somebody else has or claims the listing. Disputes are decided by two moderators."
    ),
    ClaimGone: _later("The claim was taken back."),
    DocumentGone: _later("The document was taken back."),
    DifferenceChanged: _later(
        "The registry or the owner says something else by now. Look at it again, then decide."
    ),
    FactNewer: _later("The owner has confirmed this after the registry’s date: it stands."),
    NobodyToAsk: _later("Nobody who can be written to speaks for the listing."),
    AskedAlready: _later("The owner was asked already; they still have time to look."),
    NotThisDifference: _later("That cannot be decided about this case."),
    ListingOwned: _later("Somebody speaks for the listing: they close it at their desk."),
    AppealNeedsAnother: _later(
        "You decided this yourself. Another moderator hears the appeal; hand it over."
    ),
    AttemptInvalid: _later(
        "Give a day from when it was reported up to today, and say how in 1 to 200 letters."
    ),
    ReplyInvalid: _later("Write down what they answered."),
    ReplyNotAsked: _later("Try to reach them on two different days first."),
    TooEarly: _later("They still have time to answer."),
    AskedToday: _later("The site has written to them today. Wait until tomorrow, or call."),
    NoAddress: _later("There is no address to write to. Call or write, and note that."),
    NotHidden: _later("No report hides the listing any more."),
    NothingLeft: _later("What this was about is not there any more."),
    ReasonMissing: _later("Say why, in 1 to 1,000 letters."),
    ChoiceUnknown: _later("Choose what the document shows from the list."),
    EvidenceNotAccepted: _later("A document does not speak for that item."),
    UnknownItem: _later("The checklist has no such item."),
    LicenceElsewhere: _later("That licence is not one of this listing’s."),
}
"""What stands in the way, in words; whatever else it is reads as a change meanwhile."""


def kind_words(kind: str) -> str:
    """What people read for a kind of case."""
    return str(NAMES[CaseKind(kind)])


def heading(case: Case, name: str | None) -> str:
    """What a case is headed with: "New listing: Ada Alder"."""
    if not name:
        return kind_words(case.kind)
    return _("%(kind)s: %(name)s", kind=kind_words(case.kind), name=name)


def decision_words(kind: str, decision: str) -> str:
    """What people read for a decision; one of the command line reads as it is typed there."""
    shape = ON_PAGES.get(CaseKind(kind))
    return str(shape.decisions.get(decision, decision) if shape else decision)


def outcome_words(decision: str) -> str:
    """What people read once something was decided; a word of the command line stays as it is."""
    return str(_OUTCOMES.get(decision, decision))


def undecided_words() -> str:
    """What is said where no button was pressed that can be."""
    return _("Choose what to do with one of the buttons.")


def newer_words() -> str:
    """What is said where the sender was quicker than the moderator."""
    return str(_NEWER)


def refusal_words(refusal: Exception) -> str:
    """Why nothing was decided."""
    if isinstance(refusal, MergeImpossible | UnmergeImpossible):
        return why_words(refusal.why)
    for kind, words in _REFUSALS.items():
        if isinstance(refusal, kind):
            return str(words)
    return _("Something changed while you were deciding. Look at it again, then decide.")


def age_words(waited: timedelta) -> str:
    """How long something has waited: "3 days", "5 hours"."""
    if waited.days > 0:
        return ngettext("%(num)s day", "%(num)s days", waited.days)
    hours, seconds = divmod(max(0, waited.seconds), 3600)
    if hours:
        return ngettext("%(num)s hour", "%(num)s hours", hours)
    return ngettext("%(num)s minute", "%(num)s minutes", max(1, seconds // 60))


def decider_words(case: Case, reader: Account) -> str:
    """Who decided a case, as another moderator may know it."""
    actor = case.decided_by or ""
    if actor == f"moderator:{reader.public_id}":
        return _("You")
    kind, _separator, _name = actor.partition(":")
    if kind == "moderator":
        return _("Another moderator")
    return _("The owner") if kind == "owner" else _("The site")
