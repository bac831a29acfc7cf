"""What moderators decide about two listings that may be one."""

import pytest
from sqlalchemy import select

from directory.cases import CaseKind
from directory.cases.deciding import AlreadyDecided
from directory.listings.merging.doubles import open_pair
from directory.listings.merging.joining import merge
from directory.listings.merging.rule import MergeImpossible
from directory.listings.models import ListingMerge
from directory.moderation.decisions import carry_out
from directory.moderation.service import NotYours, hold
from directory.moderation.task import ChoiceUnknown
from directory.moderation.undoing import UndoImpossible, take_back
from directory.practitioners.models import Ownership
from directory.vetting.decisions import Verdict
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.listings.factories import NOW, make_owned, make_submission
from tests.moderation.cases import newest_case
from tests.moderation.tasks import task_of
from tests.vetting.factories import make_assessment

pytestmark = pytest.mark.databases("sqlite")


def a_pair(session):
    ensure_writing(session)
    one, other = (make_practitioner(session, name="Ada Alder") for _ in range(2))
    return open_pair(session, one, other, actor="visitor"), one, other


def merges(session):
    session.flush()
    return session.scalars(select(ListingMerge)).all()


def test_the_choice_is_kept(session, tmp_path):
    case, one, other = a_pair(session)

    carry_out(task_of(session, case, tmp_path, choice=str(other.public_id)), "merge")

    assert [(row.kept_id, row.merged_id) for row in merges(session)] == [(other.id, one.id)]
    assert case.decision == "merge"


def test_without_a_choice_the_proposed_one_is_kept(session, tmp_path):
    case, one, _other = a_pair(session)

    carry_out(task_of(session, case, tmp_path), "merge")

    assert merges(session)[0].kept_id == one.id


def test_a_choice_of_neither_is_refused(session, tmp_path):
    case, _one, _other = a_pair(session)

    with pytest.raises(ChoiceUnknown):
        carry_out(task_of(session, case, tmp_path, choice="the blue one"), "merge")

    assert merges(session) == []


def test_two_people_stay_two(session, tmp_path):
    case, one, other = a_pair(session)

    carry_out(task_of(session, case, tmp_path), "apart")

    assert merges(session) == []
    assert (one.is_public, other.is_public) == (True, True)


def test_it_is_decided_once(session, tmp_path):
    case, _one, _other = a_pair(session)
    carry_out(task_of(session, case, tmp_path), "apart")

    with pytest.raises(AlreadyDecided):
        carry_out(task_of(session, case, tmp_path), "merge")


def test_who_owns_the_second_listing_does_not_decide_either(session, tmp_path):
    case, _one, other = a_pair(session)
    account = make_account(session)
    session.add(Ownership(practitioner_id=other.id, account_id=account.id))
    verdict = Verdict(f"moderator:{account.public_id}", "They are mine.", NOW)

    for decision in ("merge", "apart"):
        with pytest.raises(MergeImpossible):
            carry_out(task_of(session, case, tmp_path, verdict=verdict), decision)


def test_publishing_somebody_who_is_there_already_opens_a_case(session, tmp_path):
    known, _owner = make_owned(session, name="Ada Alder")
    make_submission(session, name="Ada Alder")

    carry_out(task_of(session, newest_case(session, CaseKind.SUBMISSION), tmp_path), "publish")

    assert newest_case(session, CaseKind.DUPLICATE).details == {"other": str(known.public_id)}


def test_a_decision_whose_listing_was_merged_further_is_not_taken_back(session, tmp_path):
    case, one, _other = a_pair(session)
    carry_out(task_of(session, case, tmp_path), "merge")
    third = make_practitioner(session, name="Ada Alder")
    merge(session, kept=third, merged=one, actor="visitor", now=NOW)

    with pytest.raises(UndoImpossible):
        take_back(task_of(session, case, tmp_path), make_account(session))


def test_who_owns_the_second_listing_neither_holds_the_case_nor_takes_it_back(session, tmp_path):
    case, _one, other = a_pair(session)
    account = make_account(session)
    session.add(Ownership(practitioner_id=other.id, account_id=account.id))

    with pytest.raises(NotYours):
        hold(session, case, account, NOW)
    carry_out(task_of(session, case, tmp_path), "apart")
    with pytest.raises(NotYours):
        take_back(task_of(session, case, tmp_path), account)

    assert case.decision == "apart"


def test_who_assessed_the_second_listing_does_not_take_it_back(session, tmp_path):
    case, _one, other = a_pair(session)
    member = make_account(session)
    make_assessment(session, practitioner=other, member=member)
    carry_out(task_of(session, case, tmp_path), "apart")

    with pytest.raises(NotYours):
        take_back(task_of(session, case, tmp_path), member)

    assert case.decision == "apart"
