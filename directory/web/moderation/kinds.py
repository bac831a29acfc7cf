"""What a kind of case brings to the moderators' pages: its words, and what lies before them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.cases import Case, CaseKind, CaseStatus
from directory.files.keeping import documents_folder, photos_folder
from directory.moderation.decisions import DECISIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.listings.models import ListingFile
    from directory.practitioners.models import Practitioner

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
        """All decisions that there are for the kind."""
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
        files: What several sides sent in, by what names each in the address.
    """

    facts: dict[str, Any] = field(default_factory=dict)
    decisions: tuple[str, ...] = ()
    seen: str = ""
    file: CaseFile | None = None
    files: Mapping[str, CaseFile] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KindOfCase:
    """One kind of case on the moderators' pages.

    Attributes:
        name: How it is headed.
        template: What shows one.
        gather: What lies before a moderator; raises `LookupError` where it is not there any more.
        decisions: What can be decided, with the words on its button; the first is the usual one.
        saved: Reasons at hand.
        choices: What asks for more beside the decision: a template with fields named `on` or
            `choice`; none where nothing is asked.
    """

    name: str
    template: str
    gather: Callable[[Looked], Shown]
    decisions: Mapping[str, str]
    saved: tuple[str, ...] = ()
    choices: str | None = None


def paper(row: ListingFile, var: Path) -> CaseFile | None:
    """An owner's document, while its file is there."""
    path = documents_folder(var) / row.file_name if row.file_name else None
    return CaseFile(path, row.content_type) if path and path.is_file() else None


def photo(name: str | None, var: Path) -> CaseFile | None:
    """A photo that was sent in, while its file is there."""
    path = photos_folder(var) / name if name else None
    return CaseFile(path, JPEG) if path and path.is_file() else None
