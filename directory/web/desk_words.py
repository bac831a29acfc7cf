"""What owners read at their desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import url_for
from sqlalchemy import select

from directory.http.checklist_words import item_title
from directory.http.facets import key_label
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.listings.models import Stage
from directory.listings.ownership import CLOSED
from directory.listings.start import start_of
from directory.listings.unknown import CLAIM, DOCUMENT, LINK, gaps
from directory.practitioners.hiding import is_hidden_for
from directory.practitioners.models import Status
from directory.vetting.models import Document
from directory.web.formats import day
from directory.web.listing_words import wait_words
from directory.web.moderation.fields import Row, place_names, rows_of_changes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.cases.ahead import Turn
    from directory.cases.waiting import Expected
    from directory.listings.models import Revision
    from directory.listings.unknown import Gap
    from directory.practitioners.models import Practitioner

SENT = {
    "new": _later(
        "Thank you: your listing is with a moderator. Nothing shows before they have read it."
    ),
    "live": _later("Your changes show already. A moderator looks at them afterwards."),
    "kept": _later("Kept. It shows once your page is back."),
    "waiting": _later(
        "Your changes are with a moderator. Until they decide, your page stays as it is."
    ),
    "both": _later("What is safe to change shows already; the rest waits for a moderator."),
    "same": _later("Nothing has changed, so nothing was sent."),
    "confirmed": _later("Thank you: everything is marked as true today."),
    "taken-back": _later("Taken back. Your page stays as it is."),
    "decided": _later("It was decided or taken back before."),
    "closed": _later("The practice is closed, and its page is gone. You can open it again here."),
    "reopened": _later("Your page is back. Please look whether everything on it is still true."),
    "left": _later("You have left. We have mailed you what that means."),
    "offered": _later("The mail is on its way. Until they accept, you speak for the listing."),
}
"""What has just been done, by what the address says."""

_FACTS = {
    "bio": (_later("A few words of your own"), "who"),
    "methods": (_later("How you assess"), "how"),
    "modalities": (_later("What you do"), "how"),
    "conditions": (_later("What you work with"), "how"),
    "languages": (_later("Languages"), "who"),
    "telehealth": (_later("Whether you work by video"), "how"),
    "accepting": (_later("Whether you take new clients"), "fees"),
    "runners_since": (_later("Since when you work with runners"), "how"),
    "hours": (_later("Opening hours"), "where"),
    "fee_first": (_later("Price of a first visit"), "fees"),
    "payers": (_later("Who pays"), "fees"),
}
"""Facts that may be missing, and the page of the form that asks for each."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a listing stands, in words.

    Attributes:
        title: In two or three words.
        words: What that means.
        tone: Of the notice it stands in: "" or "ochre".
        is_waiting: Whether a moderator is to decide something.
        is_returned: Whether something came back with a reason.
    """

    title: str
    words: str
    tone: str = ""
    is_waiting: bool = False
    is_returned: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """Things of one sort that are not stated, and where they can be."""

    title: str
    names: tuple[str, ...]
    url: str


def standing_of(practitioner: Practitioner, newest: Revision | None) -> Standing:
    """Where a listing stands.

    Args:
        practitioner: The listing.
        newest: Its newest revision that was neither live at once nor taken back, if there is one.
    """
    status = newest.status if newest else None
    if practitioner.status == Status.HIDDEN:
        return _hidden(practitioner)
    if practitioner.status == Status.PENDING:
        return _pending(status)
    if status == Stage.WAITING:
        words = _("Your page shows what was approved; your changes wait for a moderator.")
        return Standing(_("Published, changes waiting"), words, is_waiting=True)
    if status == Stage.RETURNED:
        words = _("Your page shows what was approved; your changes came back with a reason.")
        return Standing(_("Published, changes returned"), words, "ochre", is_returned=True)
    return Standing(_("Published"), _("Visitors can find and read it."))


def _pending(status: Stage | None) -> Standing:
    if status == Stage.WAITING:
        words = _("Nobody sees it before a moderator has read it.")
        return Standing(_("Waiting for a moderator"), words, is_waiting=True)
    if status == Stage.RETURNED:
        words = _("It needs a change before it can show.")
        return Standing(_("Returned to you"), words, "ochre", is_returned=True)
    return Standing(_("Not sent"), _("You took it back. You can change it and send it again."))


def _hidden(practitioner: Practitioner) -> Standing:
    if is_hidden_for(practitioner, CLOSED):
        return Standing(_("Closed"), _("You closed the practice; its page does not show."), "ochre")
    reason = practitioner.hidden_reason or ""
    words = _("Its page does not show. The reason on record: %(reason)s", reason=reason)
    return Standing(_("Not shown"), words, "ochre")


def turn_words(turn: Turn, expected: Expected) -> str:
    """Since when something waits, how long that takes, and how much is looked at before it."""
    since = _("Sent %(day)s.", day=day(turn.since.date()))
    return f"{since} {wait_words(replace(expected, waiting=turn.before))}"


def revision_rows(revision: Revision) -> list[Row]:
    """What a revision changes, field by field."""
    return rows_of_changes(revision.changes, place_names(revision.content))


def gap_rows(session: Session, practitioner: Practitioner) -> list[Open]:
    """What visitors still cannot learn, each sort with where it can be stated."""
    documented = session.scalars(
        select(Document.code).where(Document.practitioner_id == practitioner.id)
    )
    # What waits for a moderator was said too: nobody is asked for it again.
    found = gaps(start_of(session, practitioner), documented)
    listing = practitioner.public_id
    by_sort: dict[tuple[str, str], list[str]] = {}
    for gap in found:
        title, url, name = _of_gap(gap, str(listing))
        by_sort.setdefault((title, url), []).append(name)
    return [Open(title, tuple(names), url) for (title, url), names in by_sort.items()]


def _of_gap(gap: Gap, listing: str) -> tuple[str, str, str]:
    """Heading, address and name of something that is not stated."""
    if gap.sort == LINK:
        url = url_for("listing_form.edit_step", listing=listing, step="how")
        return (
            _("Links of the chain without a sentence how you examine them"),
            url,
            key_label("region", gap.key),
        )
    if gap.sort == CLAIM:
        url = url_for("desk_evidence.claims", listing=listing)
        return _("Points of the checklist you have said nothing about"), url, item_title(gap.key)
    if gap.sort == DOCUMENT:
        url = url_for("desk_evidence.documents", listing=listing)
        return _("Points that a document could show"), url, item_title(gap.key)
    if gap.key == "photo":
        return _("A photo"), url_for("desk_evidence.photo", listing=listing), _("none yet")
    name, step = _FACTS[gap.key]
    url = url_for("listing_form.edit_step", listing=listing, step=step)
    titles = {
        "who": _("About you"),
        "where": _("About your places"),
        "how": _("About your work"),
        "fees": _("About fees and free places"),
    }
    return titles[step], url, str(name)
