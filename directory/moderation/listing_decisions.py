"""Decisions about what owners and visitors sent: each calls the service that carries it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind
from directory.interchange import removal_requests
from directory.listings import (
    deciding,
    documents,
    fact_reports,
    live_deciding,
    recommending,
    replies,
)
from directory.listings.merging.doubles import look_for_double
from directory.moderation.task import ChoiceUnknown
from directory.practitioners.models import Practitioner

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.moderation.task import Task

PARTLY = "partly"
"""Added to the item's code where a document counts by half: "T13 partly"."""

LICENCE = "licence"
"""Before the number of a licence that a document shows: "M12 licence 7", "licence 7"."""


def publish(task: Task) -> str:
    """Let a submission or an edit show."""
    deciding.approve(
        task.session, task.case, task.verdict, seen=task.revision_seen, letters=task.letters
    )
    listing = task.session.get(Practitioner, task.case.practitioner_id)
    if task.case.kind == CaseKind.SUBMISSION and listing is not None:
        look_for_double(task.session, listing, actor=task.verdict.actor)
    return "It is published; search finds it within seconds."


def send_back(task: Task) -> str:
    """Send a submission or an edit back, with the reason."""
    deciding.send_back(
        task.session, task.case, task.verdict, seen=task.revision_seen, letters=task.letters
    )
    return "It goes back to the owner with the reason."


def refuse_submission(task: Task) -> str:
    """Refuse a submission for good."""
    deciding.refuse(
        task.session, task.case, task.verdict, seen=task.revision_seen, letters=task.letters
    )
    return "It is refused; the owner is told why."


def keep_changes(task: Task) -> str:
    """Leave what went live at once."""
    live_deciding.keep_live(task.session, task.case, task.verdict, read_at=task.read_at)
    return "The changes stay."


def undo_changes(task: Task) -> str:
    """Take back what went live at once."""
    back = live_deciding.undo_live(
        task.session, task.case, task.verdict, letters=task.letters, read_at=task.read_at
    )
    return f"Put back: {', '.join(back)}." if back else "Nothing was left to put back."


def accept_document(task: Task) -> str:
    """Keep that a document was seen, for an item, a licence, both or neither."""
    code, partly, licence_id = document_choice(task.choice)
    documents.accept_document(
        task.session,
        task.case,
        task.verdict,
        folder=task.documents_folder,
        letters=task.letters,
        code=code,
        partly=partly,
        licence_id=licence_id,
    )
    return "The document was seen; the file is deleted."


def refuse_document(task: Task) -> str:
    """Send a document back, with the reason."""
    documents.refuse_document(
        task.session,
        task.case,
        task.verdict,
        folder=task.documents_folder,
        letters=task.letters,
    )
    return "The document is refused; the file is deleted."


def show_reply(task: Task) -> str:
    """Let a reply to a red flag be shown."""
    replies.approve_reply(task.session, task.case, task.verdict, letters=task.letters)
    return "The reply is shown where the score is capped."


def refuse_reply(task: Task) -> str:
    """Send a reply back, with the reason."""
    replies.refuse_reply(task.session, task.case, task.verdict, letters=task.letters)
    return "The reply is refused; the owner is told why."


def accept_report(task: Task) -> str:
    """Take a report of a wrong fact as true."""
    fact_reports.accept_report(task.session, task.case, task.verdict, letters=task.letters)
    return "The listing is in doubt, and its owner is told if there is one."


def clear_fact(task: Task) -> str:
    """Likewise, and take the fact out at once."""
    fact_reports.accept_report(
        task.session, task.case, task.verdict, letters=task.letters, clear=True
    )
    return "The fact is taken out."


def dismiss_report(task: Task) -> str:
    """Leave the listing as it is."""
    fact_reports.dismiss_report(task.session, task.case, task.verdict)
    return "The listing stays as it is."


def invite(task: Task) -> str:
    """Invite somebody who was recommended."""
    mailed = recommending.invite(
        task.session, task.case, task.verdict, letters=task.letters, keys=task.keys
    )
    return "They are invited by mail." if mailed else "No mail goes out; tell them otherwise."


def decline(task: Task) -> str:
    """Invite nobody."""
    recommending.decline(task.session, task.case, task.verdict, letters=task.letters)
    return "Nobody is invited."


def remove(task: Task) -> str:
    """Remove the listing of somebody who never asked for it."""
    removal_requests.carry_out(
        task.session, task.case, task.verdict, letters=task.letters, secret=task.secret
    )
    return "The listing is gone, and imports leave it out."


def refuse_removal(task: Task) -> str:
    """Keep the listing."""
    removal_requests.refuse(task.session, task.case, task.verdict, letters=task.letters)
    return "The listing stays; who asked is told why."


def document_choice(choice: str) -> tuple[str | None, bool, int | None]:
    """What a document was taken to show. Pure.

    Args:
        choice: Words one after the other: a code, "partly", "licence" with its number; or nothing.

    Returns:
        The item's code, whether it counts by half, and the number of the licence.

    Raises:
        ChoiceUnknown: It reads otherwise.
    """
    words = choice.split()
    licence_id = None
    if len(words) >= 2 and words[-2] == LICENCE and words[-1].isascii() and words[-1].isdecimal():
        licence_id = int(words[-1])
        words = words[:-2]
    partly = len(words) == 2 and words[1] == PARTLY
    if len(words) > 1 + partly or (words and words[0] in {PARTLY, LICENCE}):
        message = f"Choose an item and perhaps “{PARTLY}”, “{LICENCE} NUMBER”, or nothing."
        raise ChoiceUnknown(message)
    return (words[0] if words else None), partly, licence_id


LISTING_DECISIONS: dict[CaseKind, dict[str, Callable[[Task], str]]] = {
    CaseKind.SUBMISSION: {
        "publish": publish,
        "return": send_back,
        "refuse": refuse_submission,
    },
    CaseKind.REVISION: {
        "publish": publish,
        "return": send_back,
        "keep": keep_changes,
        "undo": undo_changes,
    },
    CaseKind.DOCUMENT: {"accept": accept_document, "refuse": refuse_document},
    CaseKind.REPLY: {"show": show_reply, "refuse": refuse_reply},
    CaseKind.FACT_REPORT: {
        "accept": accept_report,
        "clear": clear_fact,
        "dismiss": dismiss_report,
    },
    CaseKind.RECOMMENDATION: {"invite": invite, "decline": decline},
    CaseKind.REMOVAL: {"remove": remove, "refuse": refuse_removal},
}
"""What can be decided about what owners and visitors sent."""
