"""How decisions about listings that may be one person's are taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases.footprint import Reversal, part
from directory.cases.models import Case, CaseKind
from directory.listings.merging.doubles import pair_of
from directory.listings.merging.parting import UnmergeImpossible, why_bound
from directory.listings.merging.parting import part as part_listings
from directory.listings.merging.rule import lock_both
from directory.listings.models import ListingMerge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.cases.footprint import Back, Part


def _merge(session: Session, case: Case) -> Sequence[Part]:
    """The merge alone: it knows itself what else has changed."""
    ids = [listing.id for listing in pair_of(session, case)]
    pair = ListingMerge.kept_id.in_(ids) & ListingMerge.merged_id.in_(ids)
    return [part(ListingMerge, pair & ListingMerge.undone_at.is_(None))]


def _part(back: Back) -> None:
    for row in back.stood[ListingMerge.__tablename__]:
        kept, merged = lock_both(back.session, row["kept_id"], row["merged_id"])
        why = why_bound(back.session, kept)
        if why is not None:
            raise UnmergeImpossible(why)
        part_listings(back.session, kept, merged, row["moved"], actor=back.actor, now=back.now)


def _nothing(_session: Session, _case: Case) -> Sequence[Part]:
    return []


def _wait_again(_back: Back) -> None:
    """Nothing had changed with the decision but the case."""


MERGE_REVERSALS: dict[tuple[CaseKind, str], Reversal] = {
    (CaseKind.DUPLICATE, "merge"): Reversal(rows=_merge, follow=_part),
    (CaseKind.DUPLICATE, "apart"): Reversal(rows=_nothing, follow=_wait_again),
}
"""By the kind of case and the decision."""
