"""Where an assessment comes from: devices share a vote, networks only make a moderator look."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.accounts.models import Account
from directory.accounts.traces import Traces
from directory.cases import Case, CaseKind
from directory.vetting import service
from directory.vetting.models import Standing, Tally
from tests.factories import make_practitioner
from tests.vetting.factories import NOW, make_assessment

DAY = timedelta(days=1)
PHONE = Traces(device="phone", network="")
CARRIER = Traces(device="", network="carrier")

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def practitioner(session):
    make_assessment(session, practitioner=make_practitioner(session), traces=PHONE)
    return make_practitioner(session)


def _cases(session, kind):
    session.flush()
    return session.scalars(select(Case).where(Case.kind == kind)).all()


def test_two_accounts_of_one_device_share_a_vote(session, practitioner):
    first = make_assessment(session, practitioner=practitioner, traces=PHONE)
    score = practitioner.score

    second = make_assessment(session, practitioner=practitioner, traces=PHONE, now=NOW + DAY)

    assert (second.vote_group, second.standing) == (first.id, Standing.COUNTED)
    assert practitioner.score == score
    assert practitioner.score_members == 1
    assert session.get(Tally, (practitioner.id, "T1")).said_yes == 1


def test_a_shared_network_opens_a_case_and_nothing_else(session, practitioner):
    first = make_assessment(session, practitioner=practitioner, traces=CARRIER)
    later = NOW + 8 * DAY

    second = make_assessment(session, practitioner=practitioner, traces=CARRIER, now=later)

    (case,) = _cases(session, CaseKind.SHARED_NETWORK)
    assert case.details == {"assessments": [str(first.public_id), str(second.public_id)]}
    assert (second.vote_group, second.standing) == (second.id, Standing.COUNTED)
    assert practitioner.score_members == 2


def test_a_network_shared_with_somebody_who_withdrew_is_nothing(session, practitioner):
    first = make_assessment(session, practitioner=practitioner, traces=CARRIER)
    service.withdraw(session, assessment=first, now=NOW)

    make_assessment(session, practitioner=practitioner, traces=CARRIER)

    assert _cases(session, CaseKind.SHARED_NETWORK) == []


def test_an_account_that_links_two_votes_makes_them_one(session, practitioner):
    tablet = Traces(device="tablet", network="")
    first = make_assessment(session, practitioner=practitioner, traces=PHONE)
    second = make_assessment(session, practitioner=practitioner, traces=tablet, now=NOW + 20 * DAY)
    third = make_assessment(session, practitioner=practitioner, traces=PHONE, now=NOW + 40 * DAY)
    service.withdraw(session, assessment=third, now=NOW + 41 * DAY)

    again = make_assessment(
        session,
        practitioner=practitioner,
        member=session.get(Account, third.member_id),
        traces=tablet,
        now=NOW + 60 * DAY,
    )

    assert again is third
    assert {first.vote_group, second.vote_group, third.vote_group} == {first.id}
    assert practitioner.score_members == 1


def test_the_case_of_a_burst_names_all_that_are_held(session, practitioner):
    for number in range(4):
        make_assessment(session, practitioner=practitioner, now=NOW + number * DAY)

    (case,) = _cases(session, CaseKind.BURST)

    assert len(case.details["assessments"]) == 4
    assert len(set(case.details["vote_groups"])) == 4
