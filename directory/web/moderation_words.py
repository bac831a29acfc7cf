"""What moderators read: cases, decisions, reasons at hand, and why something cannot be decided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from directory.cases import CaseKind
from directory.cases.deciding import AlreadyDecided, ReasonMissing
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.translation import ngettext
from directory.interchange.removal_requests import ListingOwned
from directory.listings.claiming import ClaimGone, Disputed
from directory.listings.deciding import NpiTaken, RevisionChanged
from directory.listings.documents import DocumentGone, LicenceElsewhere
from directory.moderation.service import Interest
from directory.moderation.task import ChoiceUnknown
from directory.vetting.checklist import UnknownItem
from directory.vetting.claims import EvidenceNotAccepted
from directory.vetting.decisions import NothingLeft

if TYPE_CHECKING:
    from directory.accounts.models import Account
    from directory.cases import Case

KINDS: dict[CaseKind, str] = {
    CaseKind.PRIVATE_REPORT: _later("Private report"),
    CaseKind.RED_FLAG: _later("Red flag"),
    CaseKind.BURST: _later("Held assessments"),
    CaseKind.SHARED_NETWORK: _later("Shared network"),
    CaseKind.PATTERN: _later("Pattern among assessments"),
    CaseKind.COMMENT: _later("Comment"),
    CaseKind.PROOF: _later("Proof of a visit"),
    CaseKind.DOCUMENT: _later("Document"),
    CaseKind.SUBMISSION: _later("New listing"),
    CaseKind.REVISION: _later("Changed listing"),
    CaseKind.CLAIM: _later("Claim"),
    CaseKind.REPLY: _later("Reply to a red flag"),
    CaseKind.FACT_REPORT: _later("Wrong fact"),
    CaseKind.RECOMMENDATION: _later("Recommendation"),
    CaseKind.REMOVAL: _later("Wish to be removed"),
}
"""Kinds of cases as they are headed."""

WAITS_LONG = timedelta(days=7)
"""A case that is older is marked."""

_PUBLISH, _RETURN, _REFUSE = "publish", "return", "refuse"

DECISIONS: dict[CaseKind, dict[str, str]] = {
    CaseKind.SUBMISSION: {
        _PUBLISH: _later("Publish it"),
        _RETURN: _later("Send it back"),
        _REFUSE: _later("Refuse it"),
    },
    CaseKind.REVISION: {
        _PUBLISH: _later("Publish the changes"),
        _RETURN: _later("Send them back"),
        "keep": _later("Leave them as they are"),
        "undo": _later("Take them back"),
    },
    CaseKind.DOCUMENT: {
        "accept": _later("Accept the document"),
        _REFUSE: _later("Refuse it"),
    },
    CaseKind.REPLY: {"show": _later("Show the reply"), _REFUSE: _later("Refuse it")},
    CaseKind.FACT_REPORT: {
        "accept": _later("It is wrong: ask the owner"),
        "clear": _later("It is wrong: take it out"),
        "dismiss": _later("Leave it as it is"),
    },
    CaseKind.RECOMMENDATION: {
        "invite": _later("Invite them"),
        "decline": _later("Leave it"),
    },
    CaseKind.REMOVAL: {
        "remove": _later("Remove the listing"),
        _REFUSE: _later("Keep the listing"),
    },
    CaseKind.CLAIM: {
        "approve": _later("Let them speak for it"),
        _REFUSE: _later("Refuse the claim"),
    },
}
"""What can be decided on a page; other kinds are decided on the command line. The first is filled."""

_OUTCOMES = {
    _PUBLISH: _later("Published"),
    _RETURN: _later("Sent back"),
    _REFUSE: _later("Refused"),
    "keep": _later("Left as it is"),
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
}
"""What became of a case."""

TOLD = frozenset({_RETURN, _REFUSE, "undo"})
"""Decisions whose reason somebody reads: it is never left empty."""

FOUND_IN_ORDER = _later("Looked at, and found as it should be.")
"""The reason kept with a decision that nobody asks one of."""

SAVED: dict[CaseKind, tuple[str, ...]] = {
    CaseKind.SUBMISSION: (
        _later("Please say in a sentence or two how you work; a visitor learns little so far."),
        _later("Please give the street and town where you see clients, or tick that it is a home."),
        _later("The provider number does not fit the name. Please check it, or leave it out."),
        _later(
            "Please write about yourself without praise that nobody can check, such as “the best”."
        ),
        _later("Please leave out what tells of single clients, even without their names."),
    ),
    CaseKind.REVISION: (
        _later("We could not find the new address. Please check street, town and postal code."),
        _later("Please say in a sentence how you do it; a tick alone is no claim."),
        _later("Please leave out what tells of single clients, even without their names."),
        _later("A new name needs a document that shows it. Please send one from your desk."),
    ),
    CaseKind.DOCUMENT: (
        _later("The document cannot be read. Please send a sharper picture, or the PDF."),
        _later("The name on the document is not the one of the listing."),
        _later("The document has run out. Please send the one that holds now."),
        _later("The document does not show what it is meant to show."),
    ),
    CaseKind.REPLY: (
        _later("Please leave out whether somebody was your client, and what you did with them."),
        _later("Please speak of how you work, not of who reported it."),
    ),
    CaseKind.FACT_REPORT: (
        _later("We called and checked it."),
        _later("Their own website says the same as the report."),
        _later("We could not confirm it."),
    ),
    CaseKind.RECOMMENDATION: (
        _later("They are listed already."),
        _later("We found no way to reach them."),
        _later("This is not the kind of help that the directory lists."),
    ),
    CaseKind.REMOVAL: (
        _later("We called the listed number, and they said so themselves."),
        _later("We called the listed number, and they knew nothing of it."),
        _later("Nobody answered at the listed number on three days."),
    ),
    CaseKind.CLAIM: (
        _later("Number and name are the same in the public register."),
        _later("The licence number is not in the register of the state. Please check it."),
        _later("The name you gave is not the one of the listing. Please send a document."),
        _later("We could not reach you at the practice’s number. Please send a document."),
    ),
}
"""Reasons at hand, for each kind."""

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
    AlreadyDecided: _later("Somebody was quicker. Nothing of yours was carried out."),
    RevisionChanged: _NEWER,
    NpiTaken: _later(
        "Another listing has this provider number. Send this back, with a word about claiming that one."
    ),
    Disputed: _later("The listing has an owner. Disputes are decided by two moderators."),
    ClaimGone: _later("The claim was taken back."),
    DocumentGone: _later("The document was taken back."),
    ListingOwned: _later("Somebody speaks for the listing: they close it at their desk."),
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
    return str(KINDS[CaseKind(kind)])


def heading(case: Case, name: str | None) -> str:
    """What a case is headed with: "New listing: Ada Alder"."""
    if not name:
        return kind_words(case.kind)
    return _("%(kind)s: %(name)s", kind=kind_words(case.kind), name=name)


def decision_words(kind: str, decision: str) -> str:
    """What people read for a decision; one of the command line reads as it is typed there."""
    known = DECISIONS.get(CaseKind(kind), {}).get(decision)
    return str(known or decision)


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
