import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from directory.accounts.models import Account, AccountSession
from directory.accounts.password_links import (
    LinkUnknown,
    make_password_link,
    see_password_link,
)
from directory.accounts.service import (
    CodeUnknown,
    CodeWrong,
    change_email,
    confirm_code,
    confirm_link,
    find_account,
    request_code,
)
from directory.db import begin_write
from directory.log.models import Event
from directory.outbox.models import Mail
from tests.accounts.factories import KEYS, make_account, make_noise_accounts, make_session

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
ADA = "ada@runner.example"
BROWSER = "browser"
NOTICE = ("Changed", "Your address has changed.")


@pytest.fixture
def ask(session):
    """Ask for a code, and give the letter that goes out."""
    letters = []

    def compose(letter):
        letters.append(letter)
        return "Subject", "text"

    def ask_one(email=ADA, **more):
        request_code(
            session, email=email, request_token=BROWSER, keys=KEYS, compose=compose, now=NOW,
            **more,
        )  # fmt: skip
        return letters[-1]

    return ask_one


@pytest.fixture
def confirm(session):
    def confirm_one(code):
        return confirm_code(session, request_token=BROWSER, code=code, keys=KEYS, now=NOW)

    return confirm_one


@pytest.fixture
def change(session):
    def change_one(account, code, keep=None):
        change_email(
            session, account, request_token=BROWSER, code=code, keys=KEYS, keep=keep,
            notice=NOTICE, now=NOW,
        )  # fmt: skip
        session.flush()

    return change_one


def actions(session):
    session.flush()
    return session.scalars(select(Event.action).order_by(Event.id)).all()


def how_many(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_the_first_sign_in_makes_the_account(session, ask, confirm):
    make_noise_accounts(session)

    confirmed = confirm(ask(next_path="/method", draft_id=5).code)

    account = find_account(session, ADA)
    assert (confirmed.account, confirmed.is_new) == (account, True)
    assert (confirmed.next_path, confirmed.draft_id) == ("/method", 5)
    assert (account.confirmed_at, account.password, account.roles) == (NOW, None, [])
    assert actions(session) == ["code_requested", "registered"]


def test_the_next_sign_in_finds_the_account(session, ask, confirm):
    known = make_account(session, email=ADA)

    confirmed = confirm(ask().code)

    assert (confirmed.account, confirmed.is_new) == (known, False)
    assert how_many(session, Account) == 1


def test_of_two_racing_requests_with_one_code_one_gets_in(session, open_session, ask):
    code = ask().code
    session.commit()
    start, outcomes = threading.Barrier(2), []

    def race(own):
        start.wait()
        begin_write(own)
        try:
            confirm_code(own, request_token=BROWSER, code=code, keys=KEYS, now=NOW)
            outcomes.append("in")
        except CodeUnknown:
            outcomes.append("refused")
        own.commit()

    threads = [threading.Thread(target=race, args=(open_session(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["in", "refused"]
    assert how_many(session, Account) == 1


def test_a_link_makes_the_account_as_a_code_does(session, ask):
    confirmed = confirm_link(session, link_token=ask().link_token, keys=KEYS, now=NOW)

    assert confirmed.is_new
    assert confirmed.account.email == ADA


@pytest.mark.parametrize("values", [{"roles": ["admin"]}, {"active": False}])
def test_staff_and_closed_accounts_are_not_confirmed_by_mail(session, ask, confirm, values):
    make_account(session, email=ADA, **values)
    letter = ask()

    with pytest.raises(CodeUnknown):
        confirm(letter.code)


def test_somebody_who_became_staff_meanwhile_is_not_confirmed_by_mail(session, ask, confirm):
    account = make_account(session, email=ADA)
    letter = ask()
    account.roles = make_account(session, roles=["moderator"]).roles
    session.flush()

    with pytest.raises(CodeUnknown):
        confirm_link(session, link_token=letter.link_token, keys=KEYS, now=NOW)


def test_a_new_address_signs_in_others_out_and_is_told_to_the_old_one(session, ask, change):
    account = make_account(session, email="old@runner.example")
    kept, _token = make_session(session, account)
    make_session(session, account)
    foreign, _token = make_session(session, make_account(session))

    change(account, ask(changing=account).code, keep=kept)

    assert account.email == ADA
    assert set(session.scalars(select(AccountSession))) == {kept, foreign}
    notice = session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert (notice.recipient, notice.subject, notice.text) == ("old@runner.example", *NOTICE)
    assert actions(session)[-1] == "email_changed"


def test_a_wrong_code_changes_no_address(session, ask, change):
    account = make_account(session, email="old@runner.example")
    code = ask(changing=account).code

    with pytest.raises(CodeWrong):
        change(account, f"{(int(code) + 1) % 1_000_000:06}")

    assert account.email == "old@runner.example"


def test_a_code_changes_the_address_of_the_account_that_asked_only(session, ask, change):
    asking, other = make_account(session), make_account(session, email="old@runner.example")
    code = ask(changing=asking).code

    with pytest.raises(CodeUnknown):
        change(other, code)

    assert other.email == "old@runner.example"


def test_nobody_takes_an_address_that_is_somebody_elses(session, ask, change):
    account = make_account(session, email="old@runner.example")
    kept, _token = make_session(session, account)
    code = ask(changing=account).code
    make_account(session, email=ADA)

    with pytest.raises(CodeUnknown):
        change(account, code, keep=kept)

    session.refresh(account)
    assert account.email == "old@runner.example"
    assert how_many(session, Mail) == 1


def test_a_new_address_ends_the_links_to_the_old_one(session, ask, change):
    account = make_account(session, email="old@runner.example", roles=["admin"])
    token = make_password_link(session, account, keys=KEYS, actor="visitor", now=NOW)

    change(account, ask(changing=account).code)

    with pytest.raises(LinkUnknown):
        see_password_link(session, token=token, keys=KEYS, now=NOW)


@pytest.mark.parametrize("way", ["code", "link"])
def test_what_is_asked_for_again_leaves_the_first_alive(session, ask, way):
    first = ask()
    request_code(
        session, email=ADA, request_token="stranger", keys=KEYS, now=NOW,  # noqa: S106
        compose=lambda _letter: NOTICE,
    )  # fmt: skip

    if way == "code":
        confirmed = confirm_code(
            session, request_token=BROWSER, code=first.code, keys=KEYS, now=NOW
        )
    else:
        confirmed = confirm_link(session, link_token=first.link_token, keys=KEYS, now=NOW)

    assert confirmed.account.email == ADA


def test_of_two_racing_requests_with_one_link_one_gets_in(session, open_session, ask):
    token = ask().link_token
    session.commit()
    start, outcomes = threading.Barrier(2), []

    def race(own):
        start.wait()
        begin_write(own)
        try:
            confirm_link(own, link_token=token, keys=KEYS, now=NOW)
            outcomes.append("in")
        except CodeUnknown:
            outcomes.append("refused")
        own.commit()

    threads = [threading.Thread(target=race, args=(open_session(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["in", "refused"]
