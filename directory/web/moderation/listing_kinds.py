"""Kinds of cases that owners' and visitors' words open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind
from directory.config import site_secret
from directory.http.services import services
from directory.http.translation import lazy_gettext as _later
from directory.interchange.removal_requests import request_of
from directory.interchange.suppression import suppressed
from directory.listings.changes import outdated
from directory.listings.content import ListingContent
from directory.listings.deciding import revision_of
from directory.listings.documents import document_of, items_for_documents
from directory.listings.duplicates import duplicates
from directory.listings.fact_reports import CLEARED, report_of
from directory.listings.models import RevisionKind, Stage
from directory.listings.reading import content_of
from directory.listings.recommending import recommendation_of
from directory.listings.replies import reply_of
from directory.practitioners.vocabulary import Kind
from directory.vetting.models import Flag
from directory.web.forms.visitors import FIELD_WORDS
from directory.web.listing_preview import preview_card
from directory.web.moderation.fields import place_names, rows_of_changes, rows_of_content
from directory.web.moderation.kinds import KindOfCase, Shown, paper, photo
from directory.web.vetting_words import REPORTED

if TYPE_CHECKING:
    from directory.web.moderation.kinds import Looked


def _submission(at: Looked) -> Shown:
    revision = revision_of(at.session, at.case)
    content = ListingContent.from_json(revision.content)
    facts = {
        "revision": revision,
        "card": preview_card(content, revision.submitted_at.date()),
        "country": content.places[0].country if content.places else None,
        "rows": rows_of_content(revision.content),
        "duplicates": duplicates(at.session, content, also_hidden=True),
        "was_removed": _was_removed(at, content.npi),
        "name": content.name,
        "waits": revision.status == Stage.WAITING,
        "newer": at.newer,
    }
    return Shown(facts, at.decisions, str(revision.public_id), photo(content.photo, at.var))


def _was_removed(at: Looked, npi: str | None) -> bool:
    """Whether somebody with this number had themselves removed, with what members had said."""
    return bool(npi and suppressed(at.session, [npi], site_secret(services().settings)))


def _revision(at: Looked) -> Shown:
    revision = revision_of(at.session, at.case)
    is_live = revision.kind == RevisionKind.LIVE
    now = content_of(at.session, at.listing).as_json() if at.listing else {}
    names = place_names(now, revision.content)
    facts = {
        "revision": revision,
        "is_live": is_live,
        "rows": rows_of_changes(revision.changes, names, outdated(now, revision.changes)),
        "waits": revision.status == Stage.WAITING,
        "newer": at.newer,
    }
    sent = revision.changes.get("photo", (None, None))[1]
    decisions = ("keep", "undo") if is_live else ("publish", "return")
    seen = revision.submitted_at.isoformat() if is_live else str(revision.public_id)
    return Shown(facts, decisions, seen, photo(sent, at.var))


def _document(at: Looked) -> Shown:
    row = document_of(at.session, at.case)
    facts = {
        "document": row,
        "items": items_for_documents(Kind(at.listing.kind)) if at.listing else (),
        "licences": at.listing.licences if at.listing else (),
        "waits": row.status == Stage.WAITING,
    }
    return Shown(facts, at.decisions, str(row.public_id), paper(row, at.var))


def _reply(at: Looked) -> Shown:
    row = reply_of(at.session, at.case)
    flag = at.session.get(Flag, row.flag_id)
    facts = {"reply": row, "reported": REPORTED.get(flag.code) if flag else None}
    return Shown(facts, at.decisions, str(row.public_id))


def _report(at: Looked) -> Shown:
    report = report_of(at.session, at.case)
    places = at.listing.locations if at.listing else ()
    clears = report.field in {*CLEARED, "closed"}
    decisions = tuple(one for one in at.decisions if clears or one != "clear")
    facts = {"report": report, "places": places, "field": str(FIELD_WORDS[report.field])}
    return Shown(facts, decisions)


def _recommendation(at: Looked) -> Shown:
    return Shown({"recommendation": recommendation_of(at.session, at.case)}, at.decisions)


def _removal(at: Looked) -> Shown:
    asked = request_of(at.session, at.case)
    return Shown({"request": asked, "phones": at.phones}, at.decisions)


LISTING_KINDS: dict[CaseKind, KindOfCase] = {
    CaseKind.SUBMISSION: KindOfCase(
        name=_later("New listing"),
        template="moderation/_submission.html",
        gather=_submission,
        decisions={
            "publish": _later("Publish it"),
            "return": _later("Send it back"),
            "refuse": _later("Refuse it"),
        },
        saved=(
            _later("Please say in a sentence or two how you work; a visitor learns little so far."),
            _later(
                "Please give the street and town where you see clients, or tick that it is a home."
            ),
            _later("The provider number does not fit the name. Please check it, or leave it out."),
            _later(
                "Please write about yourself without praise that nobody can check, such as “the best”."
            ),
            _later("Please leave out what tells of single clients, even without their names."),
        ),
    ),
    CaseKind.REVISION: KindOfCase(
        name=_later("Changed listing"),
        template="moderation/_revision.html",
        gather=_revision,
        decisions={
            "publish": _later("Publish the changes"),
            "return": _later("Send them back"),
            "keep": _later("Leave them as they are"),
            "undo": _later("Take them back"),
        },
        saved=(
            _later("We could not find the new address. Please check street, town and postal code."),
            _later("Please say in a sentence how you do it; a tick alone is no claim."),
            _later("Please leave out what tells of single clients, even without their names."),
            _later("A new name needs a document that shows it. Please send one from your desk."),
        ),
    ),
    CaseKind.DOCUMENT: KindOfCase(
        name=_later("Document"),
        template="moderation/_document.html",
        gather=_document,
        decisions={
            "accept": _later("Accept the document"),
            "refuse": _later("Refuse it"),
        },
        saved=(
            _later("The document cannot be read. Please send a sharper picture, or the PDF."),
            _later("The name on the document is not the one of the listing."),
            _later("The document has run out. Please send the one that holds now."),
            _later("The document does not show what it is meant to show."),
        ),
        choices="moderation/_document_choice.html",
    ),
    CaseKind.REPLY: KindOfCase(
        name=_later("Reply to a red flag"),
        template="moderation/_reply.html",
        gather=_reply,
        decisions={"show": _later("Show the reply"), "refuse": _later("Refuse it")},
        saved=(
            _later(
                "Please leave out whether somebody was your client, and what you did with them."
            ),
            _later("Please speak of how you work, not of who reported it."),
        ),
    ),
    CaseKind.FACT_REPORT: KindOfCase(
        name=_later("Wrong fact"),
        template="moderation/_fact_report.html",
        gather=_report,
        decisions={
            "accept": _later("It is wrong: ask the owner"),
            "clear": _later("It is wrong: take it out"),
            "dismiss": _later("Leave it as it is"),
        },
        saved=(
            _later("We called and checked it."),
            _later("Their own website says the same as the report."),
            _later("We could not confirm it."),
        ),
    ),
    CaseKind.RECOMMENDATION: KindOfCase(
        name=_later("Recommendation"),
        template="moderation/_recommendation.html",
        gather=_recommendation,
        decisions={
            "invite": _later("Invite them"),
            "decline": _later("Leave it"),
        },
        saved=(
            _later("They are listed already."),
            _later("We found no way to reach them."),
            _later("This is not the kind of help that the directory lists."),
        ),
    ),
    CaseKind.REMOVAL: KindOfCase(
        name=_later("Wish to be removed"),
        template="moderation/_removal.html",
        gather=_removal,
        decisions={
            "remove": _later("Remove the listing"),
            "refuse": _later("Keep the listing"),
        },
        saved=(
            _later("We called the listed number, and they said so themselves."),
            _later("We called the listed number, and they knew nothing of it."),
            _later("Nobody answered at the listed number on three days."),
        ),
    ),
}
"""What owners and visitors send in."""
