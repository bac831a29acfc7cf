"""Admins who change roles in the same instant: somebody is always left who gives them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from directory.accounts.models import Account, Role, RoleName
from directory.accounts.staff import LastAdmin
from directory.db import begin_write, utc_now
from directory.moderation.roles import RoleElsewhere, give_role, take_role
from tests.accounts.factories import make_account
from tests.listings.claim_factories import LETTERS


def at_once(open_session, *acts):
    """What became of each act, all of which had read everything before any of them wrote."""
    all_have_read = Barrier(len(acts), timeout=10)

    def run(act):
        with open_session() as mine:
            for account in mine.scalars(select(Account)):
                assert account.roles is not None
            all_have_read.wait()
            begin_write(mine)
            try:
                act(mine)
            except (LastAdmin, RoleElsewhere) as refused:
                mine.rollback()
                return type(refused)
            mine.commit()
            return None

    with ThreadPoolExecutor(len(acts)) as crowd:
        return set(crowd.map(run, acts))


def taking(account, *, by):
    def act(session):
        take_role(
            session,
            session.get_one(Account, account),
            role=RoleName.ADMIN,
            by=session.get_one(Account, by),
            letters=LETTERS,
        )

    return act


def admins(session):
    session.rollback()
    held = Account.roles.any(Role.name == RoleName.ADMIN)
    return len(session.scalars(select(Account).where(held)).all())


@pytest.mark.parametrize("roles", [["admin"], ["admin", "moderator"]])
def test_of_two_who_take_each_others_role_one_stays_an_admin(session, open_session, roles):
    ada, bob = (make_account(session, roles=roles).id for _ in range(2))
    session.commit()

    became = at_once(open_session, taking(ada, by=bob), taking(bob, by=ada))

    assert (became, admins(session)) == ({None, LastAdmin}, 1)


def test_of_two_who_take_a_third_ones_role_one_is_told_that_it_is_so_already(session, open_session):
    ada, bob, zoe = (make_account(session, roles=["admin", "moderator"]).id for _ in range(3))
    session.commit()

    became = at_once(open_session, taking(zoe, by=ada), taking(zoe, by=bob))

    assert (became, admins(session)) == ({None, RoleElsewhere}, 2)


def test_two_who_ask_the_same_person_make_one_account(session, open_session):
    by = [make_account(session, roles=["admin"]).id for _ in range(2)]
    session.commit()

    def asking(number):
        def act(mine):
            give_role(
                mine,
                email="zoe@helper.example",
                role=RoleName.ADMIN,
                by=mine.get_one(Account, number),
                letters=LETTERS,
                now=utc_now(),
            )

        return act

    became = at_once(open_session, *(asking(number) for number in by))

    assert became <= {None, RoleElsewhere}
    assert admins(session) == 3
