"""Which assessments share one vote when those of two listings stand at one. Pure."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def joined(links: Iterable[Iterable[int]]) -> dict[int, int]:
    """Bring together what is linked, directly or through others. Pure.

    Args:
        links: Each a handful of numbers that belong together.

    Returns:
        Each number to the smallest of those it belongs with.
    """
    leads: dict[int, int] = {}
    for link in links:
        roots = sorted({_root(leads, number) for number in link})
        for root in roots:
            leads[root] = roots[0]
    return {number: _root(leads, number) for number in leads}


def _root(leads: dict[int, int], number: int) -> int:
    while leads.setdefault(number, number) != number:
        number = leads[number]
    return number


def labels(members: Mapping[int, int], links: Iterable[Iterable[int]]) -> dict[int, int]:
    """The vote group of each assessment: the smallest number among those linked with it. Pure.

    Args:
        members: Number of each assessment at a listing to its member.
        links: Members that are linked with each other.

    Returns:
        Each of the assessments to its group.
    """
    leads = joined([*links, *([member] for member in members.values())])
    groups: dict[int, list[int]] = defaultdict(list)
    for number, member in members.items():
        groups[leads[member]].append(number)
    return {number: min(group) for group in groups.values() for number in group}


def parted(stays: Mapping[int, int], recorded: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """The vote groups of a listing's assessments once a merge is taken back. Pure.

    What was there before has the group it had; what came since stays with all it was linked with.

    Args:
        stays: Number of each assessment at the listing to its present group.
        recorded: Of those that were there at the merge: their group before it and after it.
    """
    since = [number for number in stays if number not in recorded]
    known = {number: pair[0] for number, pair in recorded.items() if number in stays}
    if not since:
        return known
    before: dict[int, list[int]] = defaultdict(list)
    for number, group in known.items():
        before[group].append(number)
    now = [[n for n in stays if stays[n] == stays[one]] for one in since]
    found = joined([*before.values(), *now])
    touched = {found[one] for one in since}
    return {
        number: known[number] if number in known and group not in touched else group
        for number, group in found.items()
    }
