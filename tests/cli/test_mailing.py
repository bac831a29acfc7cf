"""The postman sends each mail once, loses none, and stays away from a server that is down."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from directory.cli.mailing import FIRST_PAUSE, PER_ROUND, Postman, sender_of, transport_of
from directory.config import Settings
from directory.db import begin_write, make_engine, utc_now
from directory.log.models import Event
from directory.mail_server import MailEncryption, MailServer
from directory.outbox.delivery import FIRST_RETRY, LEASE
from directory.outbox.mail import TOPIC, post
from directory.outbox.mail_folder import FolderTransport, mails_in
from directory.outbox.models import Mail, OutboxEntry
from directory.outbox.smtp import SmtpTransport
from directory.outbox.transport import NoWayOut
from tests.outbox.servers import LOCAL, Post

pytestmark = pytest.mark.databases("sqlite")


class Clock:
    """A clock that stands until it is put forward."""

    def __init__(self):
        self.now = utc_now() + timedelta(seconds=1)

    def __call__(self):
        return self.now

    def forward(self, by):
        self.now += by


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def office():
    """A mail server that is not open yet."""
    made = Post()
    yield made
    made.close()


@pytest.fixture
def postman(engine, office, clock):
    """A postman who goes to that server."""
    server = MailServer(host=LOCAL, port=office.port, encryption=MailEncryption.NONE)
    return _postman(engine, SmtpTransport(server), clock)


def _postman(engine, transport, clock):
    return Postman(engine, transport, sender="post@site.example", host="site.example", clock=clock)


def _post(session, *names, **more):
    begin_write(session)
    for name in names:
        post(session, to=f"{name}@runner.example", subject=f"To {name}", text=name, **more)
    session.commit()


def _waiting(session):
    session.rollback()
    mails = session.scalar(select(func.count(Mail.id)))
    promises = session.scalar(select(func.count()).where(OutboxEntry.topic == TOPIC))
    assert mails == promises
    return mails


def _events(session):
    session.rollback()
    return list(session.scalars(select(Event).order_by(Event.id)))


@pytest.mark.databases("sqlite", "postgres")
def test_what_is_due_arrives_once_and_nothing_of_it_stays(postman, office, session):
    office.open()
    _post(session, "ada", "bob")

    sent = postman.go()

    assert sent == 2
    assert postman.go() == 0
    assert [e.rcpt_tos[0] for e in office.mailbox.taken] == [
        "ada@runner.example",
        "bob@runner.example",
    ]
    assert _waiting(session) == 0
    assert _events(session) == []


def test_every_mail_has_an_id_of_this_site(postman, office, session):
    office.open()
    _post(session, "ada", "bob")

    postman.go()

    ids = [
        line
        for text in office.mailbox.texts()
        for line in text.splitlines()
        if line.startswith("Message-ID:")
    ]
    assert len(set(ids)) == 2
    assert all(line.endswith("@site.example>") for line in ids)


def test_one_round_sends_a_bounded_number(postman, office, session):
    office.open()
    _post(session, *(f"member{number}" for number in range(PER_ROUND + 3)))

    assert [postman.go(), postman.go()] == [PER_ROUND, 3]


def test_a_server_that_was_down_gets_everything_when_it_is_up(postman, office, session, clock):
    _post(session, "ada", "bob")
    downs = []
    for _ in range(3):
        downs.append(postman.go())
        clock.forward(timedelta(minutes=5))
    office.open()

    sent = postman.go()

    assert (downs, sent) == ([0, 0, 0], 2)
    assert _waiting(session) == 0


def test_a_server_that_is_down_is_left_alone_for_a_while(postman, office, session, clock):
    _post(session, "ada")
    postman.go()
    office.open()

    assert postman.go() == 0
    clock.forward(FIRST_PAUSE)
    assert postman.go() == 1


def test_a_mail_not_taken_now_is_tried_again_later(postman, office, session, clock):
    office.open()
    office.mailbox.answers = ["451 4.3.0 try again"]
    _post(session, "ada", "bob")

    first = postman.go()
    clock.forward(FIRST_RETRY - timedelta(seconds=1))
    too_soon = postman.go()
    clock.forward(timedelta(seconds=1))
    later = postman.go()

    assert (first, too_soon, later) == (1, 0, 1)
    assert [e.rcpt_tos[0] for e in office.mailbox.taken] == [
        "bob@runner.example",
        "ada@runner.example",
    ]


def test_a_mail_refused_for_good_is_dropped_and_recorded_without_its_address(
    postman, office, session, capsys
):
    office.open()
    office.mailbox.recipients["ada@runner.example"] = "550 5.1.1 ada@runner.example who?"
    _post(session, "ada", "bob")

    sent = postman.go()

    (event,) = _events(session)
    assert sent == 1
    assert _waiting(session) == 0
    assert (event.actor, event.action) == ("command:worker", "refused")
    assert event.after == {"attempts": 0, "because": "550 5.1.1"}
    told = f"{event.subject_type} {event.subject_id} {event.after} {capsys.readouterr()}"
    assert "runner.example" not in told


def test_a_mail_that_came_to_nothing_is_dropped_and_recorded(postman, office, session, clock):
    office.open()
    _post(session, "ada", expires_at=clock.now + timedelta(minutes=10))
    clock.forward(timedelta(minutes=10))

    sent = postman.go()

    assert sent == 0
    assert office.mailbox.taken == []
    assert _waiting(session) == 0
    assert [event.action for event in _events(session)] == ["expired"]


def test_a_mail_that_cannot_be_written_out_holds_up_no_other(postman, office, session):
    office.open()
    _post(session, "ada", "bob")
    begin_write(session)
    session.scalars(select(Mail).order_by(Mail.id)).first().subject = "Hello\r\nBcc: eve@x.example"
    session.commit()

    sent = postman.go()

    assert sent == 1
    assert [event.action for event in _events(session)] == ["refused"]
    assert [e.rcpt_tos for e in office.mailbox.taken] == [["bob@runner.example"]]


def test_mails_not_reached_after_the_way_broke_wait_as_before(engine, session, clock):
    class BreaksAtOnce:
        @contextmanager
        def open(self):
            yield self

        def hand_over(self, message, to, name):
            because = "421"
            raise NoWayOut(because)

    _post(session, "ada", "bob")

    assert _postman(engine, BreaksAtOnce(), clock).go() == 0

    session.rollback()
    entries = session.scalars(select(OutboxEntry).order_by(OutboxEntry.id)).all()
    assert [entry.attempts for entry in entries] == [1, 0]
    assert entries[0].not_before == clock.now + FIRST_RETRY
    assert entries[1].not_before is None


def test_killed_between_sending_and_writing_it_down_a_mail_is_sent_again_as_the_same(
    engine, postman, office, session, clock
):
    class Dies(Exception):
        pass

    class DiesAfterwards:
        @contextmanager
        def open(self):
            with postman._transport.open() as carrier:  # noqa: SLF001 - the same server
                self.carrier = carrier
                yield self

        def hand_over(self, message, to, name):
            self.carrier.hand_over(message, to, name)
            raise Dies

    office.open()
    _post(session, "ada")
    with pytest.raises(Dies):
        _postman(engine, DiesAfterwards(), clock).go()
    clock.forward(LEASE)

    sent = postman.go()

    first, second = office.mailbox.texts()
    assert sent == 1
    assert first == second
    assert _waiting(session) == 0


def test_a_database_that_is_away_is_waited_for(tmp_path, office, clock):
    away = make_engine(f"sqlite:///{tmp_path / 'nowhere' / 'directory.sqlite'}")
    with pytest.raises(OperationalError):
        away.connect()

    sent = _postman(away, FolderTransport(tmp_path / "mail"), clock).go()

    assert sent == 0


def test_without_a_server_mails_land_in_the_folder(engine, session, settings):
    _post(session, "ada")

    sent = Postman.for_site(settings, engine).go()

    assert sent == 1
    assert "From: Whole Chain <post@localhost>" in mails_in(settings.mail_path)[0].read_text()


def test_the_settings_choose_the_way_out_and_the_sender():
    named = Settings.from_env({"MAIL_URL": "smtp://mail.example", "MAIL_FROM": "A <a@b.example>"})

    assert isinstance(transport_of(named), SmtpTransport)
    assert sender_of(named) == "A <a@b.example>"
