"""Which decisions between a registry and an owner can be taken back."""

from directory.interchange.undoing import IMPORT_REVERSALS
from tests.interchange.contradicted import a_closed_number, a_difference


def test_keeping_leaves_nothing_to_put_back_and_taking_the_whole_listing(session):
    case = a_difference(session)
    parts = {word: rows.rows(session, case) for (_, word), rows in IMPORT_REVERSALS.items()}

    assert parts["keep"] == []
    assert {part.name for part in parts["take"]} >= {"practitioner", "location", "fact", "licence"}
    assert [part.name for part in parts["show"]] == ["practitioner"]


def test_owners_are_told_where_their_listing_changes_back(session):
    case = a_closed_number(session)
    told = {word: list(rows.told(session, case)) for (_, word), rows in IMPORT_REVERSALS.items()}

    assert told["keep"] == []
    assert len(told["take"]) == len(told["show"]) == 1
