"""Every kind of case that moderators see, and what lies before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind
from directory.http.translation import lazy_gettext as _later
from directory.web.moderation.import_kinds import IMPORT_KINDS
from directory.web.moderation.kinds import Looked, Shown
from directory.web.moderation.listing_kinds import LISTING_KINDS
from directory.web.moderation.merge_kinds import MERGE_KINDS
from directory.web.moderation.ownership_kinds import OWNERSHIP_KINDS
from directory.web.moderation.vetting_kinds import VETTING_KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.practitioners.models import Practitioner
    from directory.web.moderation.kinds import KindOfCase

ON_PAGES: dict[CaseKind, KindOfCase] = (
    LISTING_KINDS | OWNERSHIP_KINDS | VETTING_KINDS | IMPORT_KINDS | MERGE_KINDS
)
"""Kinds that are decided on pages."""

NAMES: dict[CaseKind, str] = {
    CaseKind.PRIVATE_REPORT: _later("Private report"),
    CaseKind.RED_FLAG: _later("Red flag"),
    CaseKind.BURST: _later("Held assessments"),
    CaseKind.SHARED_NETWORK: _later("Shared network"),
    CaseKind.PATTERN: _later("Pattern among assessments"),
    CaseKind.COMMENT: _later("Comment"),
    CaseKind.PROOF: _later("Proof of a visit"),
    CaseKind.DISPUTE: _later("Dispute"),
    CaseKind.APPEAL: _later("Appeal"),
    CaseKind.IMPORT_DIFFERENCE: _later("The registry says otherwise"),
    CaseKind.DUPLICATE: _later("Perhaps listed twice"),
    **{kind: shape.name for kind, shape in ON_PAGES.items()},
}
"""Kinds of cases as they are headed."""


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
    shape = ON_PAGES.get(CaseKind(case.kind))
    return shape.gather(Looked(session, case, listing, var)) if shape else Shown()
