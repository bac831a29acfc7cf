"""What lies before a moderator who looks at a case, for each kind of case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.accounts.models import Account
from directory.cases import Case, CaseKind, CaseStatus
from directory.config import site_secret
from directory.files.keeping import documents_folder, photos_folder
from directory.http.services import services
from directory.interchange.removal_requests import request_of
from directory.interchange.suppression import suppressed
from directory.listings.changes import outdated
from directory.listings.claiming import claim_of, paper_of
from directory.listings.content import ListingContent
from directory.listings.deciding import revision_of
from directory.listings.documents import document_of, items_for_documents
from directory.listings.duplicates import duplicates
from directory.listings.fact_reports import CLEARED, report_of
from directory.listings.models import RevisionKind, Stage
from directory.listings.owning import owner_of
from directory.listings.reading import content_of
from directory.listings.recommending import recommendation_of
from directory.listings.replies import reply_of
from directory.practitioners.vocabulary import Kind
from directory.vetting.models import Flag
from directory.web.forms.visitors import FIELD_WORDS
from directory.web.listing_preview import preview_card
from directory.web.moderation_fields import place_names, rows_of_changes, rows_of_content
from directory.web.moderation_words import DECISIONS
from directory.web.vetting_words import REPORTED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.listings.models import ListingFile
    from directory.practitioners.models import Practitioner

TEMPLATES = {
    CaseKind.SUBMISSION: "moderation/_submission.html",
    CaseKind.REVISION: "moderation/_revision.html",
    CaseKind.DOCUMENT: "moderation/_document.html",
    CaseKind.REPLY: "moderation/_reply.html",
    CaseKind.FACT_REPORT: "moderation/_fact_report.html",
    CaseKind.RECOMMENDATION: "moderation/_recommendation.html",
    CaseKind.REMOVAL: "moderation/_removal.html",
    CaseKind.CLAIM: "moderation/_claim.html",
}
"""What shows each kind that is decided on a page."""

JPEG, PDF = "image/jpeg", "application/pdf"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file that belongs to a case, for a moderator alone."""

    path: Path
    content_type: str

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown on the page."""
        return self.content_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: a case, the listing it is about if there is one, and the site's folder."""

    session: Session
    case: Case
    listing: Practitioner | None
    var: Path

    @property
    def decisions(self) -> tuple[str, ...]:
        """All decisions that pages have for the kind."""
        return tuple(DECISIONS[CaseKind(self.case.kind)])

    @property
    def phones(self) -> list[str]:
        """The numbers a moderator can call, each once."""
        places = self.listing.locations if self.listing else ()
        return list(dict.fromkeys(place.phone for place in places if place.phone))

    @property
    def newer(self) -> Case | None:
        """The case that waits about the same listing, where this one has been decided."""
        if self.case.status == CaseStatus.OPEN:
            return None
        statement = select(Case).where(
            Case.practitioner_id == self.case.practitioner_id,
            Case.kind == self.case.kind,
            Case.status == CaseStatus.OPEN,
        )
        return self.session.scalars(statement.order_by(Case.id.desc())).first()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a case.

    Attributes:
        facts: What the template of the kind names.
        decisions: What can be decided on the page, the usual one first; none on the command line.
        seen: What is sent along with a decision, so that nothing unseen is decided.
        file: What was sent in, if a file was.
    """

    facts: dict[str, Any] = field(default_factory=dict)
    decisions: tuple[str, ...] = ()
    seen: str = ""
    file: CaseFile | None = None


def shown(session: Session, case: Case, listing: Practitioner | None, var: Path) -> Shown:
    """What lies before a moderator.

    Args:
        session: The open session; it only reads.
        case: What is to be decided, or was.
        listing: What it is about, if there is one.
        var: The site's folder, which holds what was sent in.

    Raises:
        LookupError: What it is about is not there any more.
    """
    gather = _GATHERED.get(CaseKind(case.kind))
    return gather(Looked(session, case, listing, var)) if gather else Shown()


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
    return Shown(facts, at.decisions, str(revision.public_id), _photo(content.photo, at.var))


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
    return Shown(facts, decisions, seen, _photo(sent, at.var))


def _document(at: Looked) -> Shown:
    row = document_of(at.session, at.case)
    facts = {
        "document": row,
        "items": items_for_documents(Kind(at.listing.kind)) if at.listing else (),
        "licences": at.listing.licences if at.listing else (),
        "waits": row.status == Stage.WAITING,
    }
    return Shown(facts, at.decisions, str(row.public_id), _paper(row, at.var))


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


def _claim(at: Looked) -> Shown:
    row = claim_of(at.session, at.case)
    paper = paper_of(at.session, row)
    owner = owner_of(at.session, row.practitioner_id)
    facts = {
        "claim": row,
        "claimant": at.session.get(Account, row.account_id),
        "same_npi": bool(at.listing and row.npi and row.npi == at.listing.npi),
        "is_owned": owner is not None and owner != row.account_id,
        "phones": at.phones,
        "waits": row.status == Stage.WAITING,
    }
    return Shown(facts, at.decisions, file=_paper(paper, at.var) if paper else None)


def _paper(row: ListingFile, var: Path) -> CaseFile | None:
    path = documents_folder(var) / row.file_name if row.file_name else None
    return CaseFile(path, row.content_type) if path and path.is_file() else None


def _photo(name: str | None, var: Path) -> CaseFile | None:
    path = photos_folder(var) / name if name else None
    return CaseFile(path, JPEG) if path and path.is_file() else None


_GATHERED: dict[CaseKind, Callable[[Looked], Shown]] = {
    CaseKind.SUBMISSION: _submission,
    CaseKind.REVISION: _revision,
    CaseKind.DOCUMENT: _document,
    CaseKind.REPLY: _reply,
    CaseKind.FACT_REPORT: _report,
    CaseKind.RECOMMENDATION: _recommendation,
    CaseKind.REMOVAL: _removal,
    CaseKind.CLAIM: _claim,
}
