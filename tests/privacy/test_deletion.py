"""Deleting an account takes everything with it that names it, and score and index follow."""

import json

import pytest
from sqlalchemy import func, select

from directory import outbox
from directory.accounts.models import Account
from directory.accounts.staff import LastAdmin
from directory.cases.models import Case, CaseStatus
from directory.db import Base, begin_write
from directory.log.models import Event
from directory.outbox.models import Mail, OutboxEntry
from directory.practitioners.models import Practitioner
from directory.privacy.deletion import delete_account
from directory.vetting.models import Assessment
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.privacy.test_export import leading_to_accounts
from tests.privacy.worlds import NOW, make_full_member
from tests.vetting.plant import plant_assessment

pytestmark = pytest.mark.databases("sqlite")


def _counts(session):
    tables = [Base.metadata.tables[name] for name in sorted(leading_to_accounts())]
    return {t.name: session.scalar(select(func.count()).select_from(t)) for t in tables}


def _files(var):
    return [path for path in (var / "uploads").rglob("*") if path.is_file()]


@pytest.mark.databases("sqlite", "postgres")
def test_no_row_that_leads_to_the_account_is_left_and_none_of_others_is_missing(session, var):
    make_full_member(session, var, email="bob@runner.example")
    before = _counts(session)
    account = make_full_member(session, var)
    doubled = _counts(session)

    delete_account(session, account, NOW, var=var)
    session.commit()

    assert all(doubled[name] > before[name] for name in before), doubled
    assert _counts(session) == before
    assert session.scalars(select(Account.email)).all() == ["bob@runner.example"]


def test_mails_that_wait_for_the_member_are_not_sent(session, var):
    account = make_full_member(session, var)

    delete_account(session, account, NOW, var=var)

    assert session.scalar(select(func.count(Mail.id))) == 0
    assert session.scalar(select(func.count()).where(OutboxEntry.topic == "mail")) == 0


def test_files_go_with_the_commit_and_not_before(session, var):
    account = make_full_member(session, var)
    session.commit()
    begin_write(session)

    delete_account(session, account, NOW, var=var)
    before = len(_files(var))
    session.commit()

    assert (before, _files(var)) == (2, [])


def test_nothing_is_left_for_moderators_to_decide_about_it(session, var):
    account = make_full_member(session, var)

    delete_account(session, account, NOW, var=var)

    statement = select(Case.kind).where(Case.status == CaseStatus.OPEN)
    assert session.scalars(statement).all() == []


def test_score_and_index_follow(session, var):
    practitioner = make_practitioner(session)
    rows = [plant_assessment(session, practitioner) for _ in range(4)]
    member = session.get_one(Account, rows[0].member_id)
    session.execute(OutboxEntry.__table__.delete())
    score = practitioner.score

    delete_account(session, member, NOW, var=var)
    session.flush()

    promised = outbox.pending(session, outbox.INDEX, 10)
    assert practitioner.score != score
    assert str(practitioner.public_id) in {entry.key for entry in promised}
    assert session.scalar(select(func.count(Assessment.id))) == 3


def test_the_log_keeps_that_it_happened_and_nothing_personal(session, var):
    account = make_full_member(session, var)
    name = str(account.public_id)

    delete_account(session, account, NOW, var=var)
    session.flush()

    events = session.scalars(select(Event).order_by(Event.id)).all()
    last = events[-1]
    assert (last.actor, last.action) == (f"member:{name}", "account_deleted")
    told = json.dumps([[e.actor, e.action, e.subject_id, e.before, e.after] for e in events])
    assert "ada@" not in told
    assert "feet before my knee" not in told


def test_listings_that_were_owned_stay(session, var):
    account = make_full_member(session, var)
    before = session.scalar(select(func.count(Practitioner.id)))

    delete_account(session, account, NOW, var=var)

    assert session.scalar(select(func.count(Practitioner.id))) == before


def test_the_last_admin_cannot_go(session, var):
    admin = make_account(session, roles=["admin"])
    make_account(session, roles=["admin"], active=False)
    make_account(session, roles=["moderator"])

    with pytest.raises(LastAdmin):
        delete_account(session, admin, NOW, var=var)

    assert session.get(Account, admin.id) is admin


def test_an_admin_can_go_when_another_stays(session, var):
    admin = make_account(session, roles=["admin"])
    make_account(session, roles=["admin"])

    delete_account(session, admin, NOW, var=var)

    assert session.scalar(select(func.count(Account.id))) == 1
