"""Which decisions can be taken back is said before they are made."""

import pytest

from directory.moderation.reversals import FINAL, UNDO, is_final, why_final
from tests.accounts.factories import make_account
from tests.moderation.test_undoing import decide
from tests.moderation.worlds import WORLDS, a_red_flag


@pytest.mark.parametrize(("kind", "decision"), FINAL)
def test_a_final_decision_says_why(kind, decision):
    assert is_final(kind, decision)
    assert why_final(str(kind), decision).endswith(".")


@pytest.mark.parametrize(("kind", "decision"), UNDO)
def test_what_can_be_taken_back_is_not_final(kind, decision):
    assert not is_final(kind, decision)
    assert why_final(kind, decision) is None


@pytest.mark.databases("sqlite")
def test_what_leaves_a_case_open_leaves_no_way_back(session, tmp_path):
    case = a_red_flag(session, asked=False)

    decide(session, case, "attempt", tmp_path, make_account(session))

    assert (case.status, case.undo) == ("open", None)


@pytest.mark.databases("sqlite")
def test_a_case_keeps_only_what_the_decision_changed(session, tmp_path):
    case = WORLDS["submission", "return"](session)

    decide(session, case, "return", tmp_path, make_account(session))

    assert case.undo.keys() == {"of", "before", "after", "closed"}
    assert (case.undo["of"], case.undo["before"].keys()) == ("return", {"listing_revision"})
