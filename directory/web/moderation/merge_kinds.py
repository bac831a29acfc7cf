"""Kinds of cases about listings that may be one person's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.cases import CaseKind, CaseStatus
from directory.http.translation import lazy_gettext as _later
from directory.listings.merging.doubles import pair_of
from directory.web.moderation.kinds import KindOfCase, Shown
from directory.web.moderation.pairs import pair_facts

if TYPE_CHECKING:
    from directory.web.moderation.kinds import Looked


def _duplicate(at: Looked) -> Shown:
    one, other = pair_of(at.session, at.case)
    facts = pair_facts(at.session, one, other)
    stands = at.case.status == CaseStatus.DECIDED or not facts["why"]
    return Shown(facts, at.decisions if stands else ("apart",))


MERGE_KINDS: dict[CaseKind, KindOfCase] = {
    CaseKind.DUPLICATE: KindOfCase(
        name=_later("Perhaps listed twice"),
        template="moderation/_duplicate.html",
        gather=_duplicate,
        decisions={
            "merge": _later("Merge them"),
            "apart": _later("They are two people"),
        },
        saved=(
            _later("Name, number and place are the same."),
            _later("We called, and they said that both are theirs."),
            _later("We called: they are two people of one name."),
        ),
        choices="moderation/_duplicate_choice.html",
    ),
}
