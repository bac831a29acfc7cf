"""Roles given and taken by admins."""

import pytest
from sqlalchemy import select

from directory.accounts.models import Account, RoleName
from directory.accounts.staff import LastAdmin
from directory.accounts.suspending import suspend
from directory.cases.holding import hand_over, hold
from directory.db import utc_now
from directory.log.models import Event
from directory.moderation.roles import OwnRole, RoleElsewhere, Suspended, give_role, take_role
from directory.moderation.service import actor_of
from directory.outbox.models import Mail
from tests.accounts.factories import make_account
from tests.listings.claim_factories import LETTERS
from tests.moderation import cases as at

pytestmark = pytest.mark.databases("sqlite")

ADDRESS = "zoe@helper.example"


@pytest.fixture
def admin(session):
    return make_account(session, roles=["admin"])


def give(session, admin, email=ADDRESS, role=RoleName.MODERATOR):
    return give_role(session, email=email, role=role, by=admin, letters=LETTERS, now=utc_now())


def take(session, admin, account, role=RoleName.MODERATOR):
    return take_role(session, account, role=role, by=admin, letters=LETTERS)


def actions_about(session, public_id):
    session.flush()
    about = select(Event.action).where(Event.subject_id == str(public_id)).order_by(Event.id)
    return session.scalars(about).all()


def test_somebody_is_asked_by_mail(session, admin):
    account = give(session, admin)
    session.flush()

    mail = session.scalars(select(Mail).where(Mail.recipient == ADDRESS)).one()
    assert account.is_staff
    assert not account.is_admin
    assert "/staff/forgotten-password" in mail.text
    assert actions_about(session, account.public_id) == ["role_granted"]


def test_a_role_that_is_taken_gives_back_what_they_held(session, admin):
    moderator, other = (make_account(session, roles=["moderator"]) for _ in range(2))
    held, handed = at.a_claim(session), at.a_submission(session)
    hold(session, held, actor=actor_of(moderator), now=utc_now())
    hand_over(
        session, handed, actor=actor_of(other), to=moderator, note="You know him.", now=utc_now()
    )

    back = take(session, admin, moderator)

    assert (back, held.held_by, handed.handed_to) == (2, None, None)
    assert not moderator.is_staff
    assert actions_about(session, handed.public_id)[-1] == "handed back"
    assert actions_about(session, moderator.public_id) == ["role_removed"]


def test_who_stays_on_the_staff_keeps_what_they_hold(session, admin):
    both = make_account(session, roles=["moderator", "admin"])
    case = at.a_claim(session)
    hold(session, case, actor=actor_of(both), now=utc_now())

    take(session, admin, both)

    assert case.held_by == actor_of(both)


def test_nobody_changes_their_own_role(session, admin):
    with pytest.raises(OwnRole):
        give(session, admin, email=admin.email)
    with pytest.raises(OwnRole):
        take(session, admin, admin, RoleName.ADMIN)


def test_the_last_admin_who_can_sign_in_stays(session, admin):
    other = make_account(session, roles=["admin"])
    admin.active = False
    session.flush()

    with pytest.raises(LastAdmin):
        take(session, admin, other, RoleName.ADMIN)

    assert other.is_admin


def test_a_role_is_neither_given_nor_taken_twice(session, admin):
    moderator = make_account(session, roles=["moderator"])

    with pytest.raises(RoleElsewhere):
        give(session, admin, email=moderator.email)
    with pytest.raises(RoleElsewhere):
        take(session, admin, make_account(session))


def test_who_is_suspended_gets_no_role(session, admin):
    member = make_account(session, email=ADDRESS)
    suspend(session, member, actor="moderator:m", reason="Spam.", now=utc_now())

    with pytest.raises(Suspended):
        give(session, admin)

    assert not session.scalars(select(Account).where(Account.email == ADDRESS)).one().is_staff
