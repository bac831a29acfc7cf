from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

from directory.accounts.codes import (
    LIFETIME,
    MAX_TRIES,
    CodePurpose,
    CodeUnknown,
    CodeWrong,
    purge_codes,
    request_code,
    see_link,
    take_code,
    take_link,
)
from directory.accounts.models import SignInCode
from directory.db import begin_write
from directory.log.models import Event
from directory.outbox.models import Mail
from tests.accounts.factories import KEYS, make_account, make_noise_accounts

pytestmark = pytest.mark.databases("sqlite")  # test_service.py goes through both
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
ADA = "ada@runner.example"


class Post:
    """Keeps the letters it is given to write."""

    def __init__(self):
        self.letters = []

    def __call__(self, letter):
        self.letters.append(letter)
        return "Subject", f"{letter.code} {letter.link_token}"

    @property
    def last(self):
        return self.letters[-1]


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def ask(session, post):
    """Ask for a code, and give the letter that goes out."""

    def ask_one(email=ADA, request_token="browser", now=NOW, **more):  # noqa: S107
        request_code(
            session,
            email=email,
            request_token=request_token,
            keys=KEYS,
            compose=post,
            now=now,
            **more,
        )
        return post.last

    return ask_one


@pytest.fixture
def take(session):
    """Try a code."""

    def take_one(code, request_token="browser", now=NOW, purpose=CodePurpose.SIGN_IN):  # noqa: S107
        return take_code(
            session, request_token=request_token, code=code, purpose=purpose, keys=KEYS, now=now
        )

    return take_one


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_code_of_the_mail_is_taken_where_it_was_asked_for(ask, take):
    letter = ask(next_path="/method", draft_id=7)

    row = take(letter.code)

    assert (row.email, row.next_path, row.draft_id, row.used_at) == (ADA, "/method", 7, NOW)


def test_spaces_in_a_code_do_not_matter(ask, take):
    code = ask().code

    assert take(f" {code[:3]} {code[3:]} ").used_at == NOW


def test_a_code_works_once(ask, take):
    code = ask().code
    take(code)

    with pytest.raises(CodeUnknown):
        take(code)


def test_a_link_works_once_and_not_after_the_code_of_its_mail(session, ask, take):
    letter = ask()
    take_link(session, link_token=letter.link_token, keys=KEYS, now=NOW)

    with pytest.raises(CodeUnknown):
        take_link(session, link_token=letter.link_token, keys=KEYS, now=NOW)
    with pytest.raises(CodeUnknown):
        take(letter.code)


def test_looking_at_a_link_changes_nothing(session, ask):
    token = ask().link_token

    for _ in range(3):
        assert see_link(session, link_token=token, keys=KEYS, now=NOW).used_at is None

    assert take_link(session, link_token=token, keys=KEYS, now=NOW).email == ADA


def test_a_code_is_of_no_use_in_another_browser(ask, take):
    code = ask().code

    with pytest.raises(CodeUnknown):
        take(code, request_token="another")  # noqa: S106


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1), timedelta(days=1)])
def test_code_and_link_end_after_ten_minutes(session, ask, take, late):
    letter = ask()
    end = NOW + timedelta(minutes=10) + late

    with pytest.raises(CodeUnknown):
        take(letter.code, now=end)
    with pytest.raises(CodeUnknown):
        take_link(session, link_token=letter.link_token, keys=KEYS, now=end)


def test_a_code_works_until_the_last_moment(ask, take):
    code = ask().code

    assert take(code, now=NOW + LIFETIME - timedelta(seconds=1))


def test_after_five_wrong_tries_the_right_code_is_refused_too(ask, take):
    code = ask().code
    left = []
    for _ in range(MAX_TRIES):
        with pytest.raises(CodeWrong) as refusal:
            take(wrong(code))
        left.append(refusal.value.tries_left)

    with pytest.raises(CodeUnknown):
        take(code)
    assert left == [4, 3, 2, 1, 0]


def test_a_link_stands_although_its_code_was_guessed_at(session, ask, take):
    letter = ask()
    for _ in range(MAX_TRIES):
        with pytest.raises(CodeWrong):
            take(wrong(letter.code))

    assert take_link(session, link_token=letter.link_token, keys=KEYS, now=NOW).email == ADA


def test_nobody_ends_the_code_of_somebody_else_by_asking_for_another(session, ask, take):
    own = ask(request_token="own")  # noqa: S106
    for number in range(3):
        ask(request_token=f"stranger {number}")

    assert see_link(session, link_token=own.link_token, keys=KEYS, now=NOW)
    assert take(own.code, request_token="own")  # noqa: S106


def test_a_code_for_one_purpose_is_of_no_use_for_another(session, ask, take):
    account = make_account(session)
    letter = ask(changing=account)

    with pytest.raises(CodeUnknown):
        take(letter.code)
    with pytest.raises(CodeUnknown):
        take_link(session, link_token=letter.link_token, keys=KEYS, now=NOW)
    assert take(letter.code, purpose=CodePurpose.NEW_EMAIL).account_id == account.id


def test_nothing_that_is_stored_or_logged_opens_a_door(session, ask):
    letter = ask()

    row = session.scalars(select(SignInCode)).one()
    stored = " ".join(str(getattr(row, column.name)) for column in SignInCode.__table__.columns)
    logged = " ".join(
        f"{entry.actor} {entry.action} {entry.subject_id} {entry.before} {entry.after}"
        for entry in session.scalars(select(Event))
    )
    for secret in (letter.code, letter.link_token, "browser"):
        assert secret not in stored
    for personal in (letter.code, letter.link_token, ADA):
        assert personal not in logged


def test_the_mail_goes_to_the_address_and_ends_with_the_code(session, ask):
    letter = ask()

    mail = session.scalars(select(Mail)).one()
    assert (mail.recipient, mail.expires_at) == (ADA, NOW + LIFETIME)
    assert letter.code in mail.text


def test_the_kind_of_letter_is_known_to_its_reader_only(session, ask):
    make_account(session, email="staff@runner.example", roles=["moderator"])
    known = make_account(session, email="bob@runner.example")

    cases = [
        (ADA, None),
        (known.email, None),
        ("staff@runner.example", None),
        (ADA, known),
        ("staff@runner.example", known),
    ]
    kinds = [
        ask(email=email, changing=changing, request_token=str(number)).kind
        for number, (email, changing) in enumerate(cases)
    ]

    assert kinds == ["sign_in", "sign_in", "staff", "new_email", "email_taken"]


def test_a_known_and_an_unknown_address_make_the_same_work(session, ask):
    make_noise_accounts(session)
    known = make_account(session, email="bob@runner.example").email
    staff = make_account(session, email="staff@runner.example", roles=["admin"]).email
    session.commit()
    statements = []
    event.listen(
        session.get_bind(), "before_cursor_execute", lambda *args: statements.append(args[2])
    )

    def writes(email):
        begin_write(session)
        statements.clear()
        ask(email=email, request_token=email)
        session.commit()
        return [text for text in statements if not text.lstrip().upper().startswith("SELECT")]

    assert writes(known) == writes("nobody@runner.example") == writes(staff)


def test_each_request_and_each_wrong_try_is_logged_once(session, ask, take):
    code = ask().code
    with pytest.raises(CodeWrong):
        take(wrong(code))

    session.flush()
    actions = session.scalars(select(Event.action).order_by(Event.id)).all()
    assert actions == ["code_requested", "code_mistaken"]


def test_codes_that_have_run_out_are_forgotten(session, ask, take):
    ask(email="old@runner.example", request_token="old", now=NOW - LIFETIME)  # noqa: S106
    code = ask().code

    purge_codes(session, NOW)

    assert take(code)
    assert len(session.scalars(select(SignInCode)).all()) == 1
