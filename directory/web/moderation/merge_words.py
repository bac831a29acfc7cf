"""What moderators read of merges: what would move, what stays, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.translation import ngettext
from directory.listings.merging.parting import WhyMerged
from directory.listings.merging.rule import WhyApart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WHY: dict[WhyApart | WhyMerged, str] = {
    WhyApart.SAME: _later("That is the same listing. Name the other one."),
    WhyApart.KINDS: _later(
        "They are of different kinds, and the kinds have different checklists. Change the kind of one first, then merge them."
    ),
    WhyApart.OWNERS: _later(
        "Two different accounts speak for them. Settle first whose they are, then merge them."
    ),
    WhyApart.DISPUTE: _later("A dispute about one of them waits. Decide that first."),
    WhyApart.NOT_SHOWN: _later(
        "One of them is not on the site: it waits, is hidden, or was merged. Decide that first."
    ),
    WhyApart.DEMO: _later("One of them is a made-up example, and the other is not."),
    WhyApart.YOURS: _later(
        "You speak for one of them, or have assessed it. Somebody else decides."
    ),
    WhyApart.GONE: _later("One of them is not there any more."),
    WhyMerged.UNDONE: _later("This merge was taken back before."),
    WhyMerged.FURTHER: _later(
        "The kept listing was merged with a third one since. Take that back first."
    ),
    WhyMerged.NOT_SHOWN: _later(
        "The kept listing is not on the site now. Decide first what it is hidden for."
    ),
}

_STAYED = {
    "location": _later("a place of work"),
    "licence": _later("a licence"),
    "claim": _later("what they say about an item of the checklist"),
    "document": _later("a document that was seen"),
    "practitioner_term": _later("an entry of a list, such as a method"),
    "fact": _later("where a fact comes from"),
    "ownership": _later("who speaks for it"),
    "red_flag": _later("a red flag"),
    "moderation_case": _later("a case that was decided meanwhile"),
}


def why_words(why: WhyApart | WhyMerged) -> str:
    """Why two listings cannot be merged, or not parted."""
    return str(_WHY[why])


def moves_words(counts: Mapping[str, int]) -> list[str]:
    """What a merge brings over, each as people read it; what is none is left out."""
    told = [
        _some("assessments", counts, _assessments),
        _some("set_aside", counts, _set_aside),
        _some("red_flags", counts, _red_flags),
        _some("owner", counts, lambda _number: _("who speaks for it")),
        _some("places", counts, _places),
        _some("phones", counts, _phones),
        _some("npi", counts, lambda _number: _("the provider number (NPI)")),
        _some("facts", counts, _facts),
        _some("claims", counts, _claims),
        _some("licences", counts, _licences),
        _some("documents", counts, _documents),
    ]
    return [words for words in told if words]


def stayed_words(stayed: Iterable[tuple[str, str]]) -> list[str]:
    """What stays with the kept listing after a merge was taken back, each once."""
    told = [
        _STAYED.get(table, _later("a detail that was changed meanwhile")) for table, _c in stayed
    ]
    return list(dict.fromkeys(str(words) for words in told))


def _some(name: str, counts: Mapping[str, int], words: object) -> str:
    number = counts.get(name, 0)
    return str(words(number)) if number and callable(words) else ""


def _assessments(number: int) -> str:
    return ngettext("%(num)s assessment", "%(num)s assessments", number)


def _set_aside(number: int) -> str:
    return ngettext(
        "%(num)s assessment set aside: a member’s older one, or an owner’s",
        "%(num)s assessments set aside: members’ older ones, or an owner’s",
        number,
    )


def _red_flags(number: int) -> str:
    return ngettext("%(num)s red flag", "%(num)s red flags", number)


def _places(number: int) -> str:
    return ngettext("%(num)s place of work", "%(num)s places of work", number)


def _phones(number: int) -> str:
    return ngettext("%(num)s phone number", "%(num)s phone numbers", number)


def _facts(number: int) -> str:
    return ngettext("%(num)s further detail", "%(num)s further details", number)


def _claims(number: int) -> str:
    return ngettext(
        "%(num)s sentence about how they work", "%(num)s sentences about how they work", number
    )


def _licences(number: int) -> str:
    return ngettext("%(num)s licence", "%(num)s licences", number)


def _documents(number: int) -> str:
    return ngettext("%(num)s document", "%(num)s documents", number)
