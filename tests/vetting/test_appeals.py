"""Appeals: heard by somebody else than who decided, where there is somebody else."""

import pytest

from directory import log
from directory.vetting.appeals import AppealNeedsAnother, heard_by_another
from directory.vetting.flag_watch import new_flag, subject_of
from tests.accounts.factories import make_account
from tests.factories import make_practitioner

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def moderator(session):
    return make_account(session, roles=["moderator"])


@pytest.fixture
def actor(moderator):
    """The moderator as the log names them."""
    return f"moderator:{moderator.public_id}"


@pytest.fixture
def flag(session, actor):
    """A red flag that the moderator has capped."""
    made = new_flag(session, make_practitioner(session), "R2")
    session.flush()
    log.record(session, actor=actor, action="capped", subject=subject_of(made))
    session.flush()
    return made


def test_somebody_else_hears_it(session, flag):
    other = make_account(session, roles=["admin"])

    assert heard_by_another(session, flag, "capped", f"admin:{other.public_id}")


def test_who_decided_does_not_hear_it_while_there_is_another(session, flag, actor):
    make_account(session, roles=["admin"])

    with pytest.raises(AppealNeedsAnother):
        heard_by_another(session, flag, "capped", actor)


def test_another_role_is_not_another_person(session, flag, moderator):
    make_account(session, roles=["admin"])

    with pytest.raises(AppealNeedsAnother):
        heard_by_another(session, flag, "capped", f"admin:{moderator.public_id}")


def test_the_only_moderator_hears_it_and_that_is_known(session, flag, actor):
    make_account(session)
    make_account(session, roles=["moderator"], active=False)

    assert not heard_by_another(session, flag, "capped", actor)
