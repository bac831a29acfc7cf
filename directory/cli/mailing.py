"""The worker's errand to the post: mails that are due go out, a bounded time at once."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from email.headerregistry import Address
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.db import begin_write, utc_now
from directory.log import record
from directory.outbox import delivery
from directory.outbox.mail import domain_in_ascii
from directory.outbox.mail_folder import FolderTransport
from directory.outbox.message import compose
from directory.outbox.smtp import SmtpTransport
from directory.outbox.transport import NotNow, NoWayOut, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from directory.config import Settings
    from directory.outbox.delivery import Letter
    from directory.outbox.transport import Carrier, Transport

ACTOR = "command:worker"

PER_ROUND = 20
"""Mails taken out at once."""

ROUND_S = 5.0
"""No further mail is begun after this; what was taken out goes back. A mail that has begun has
until `smtp.PATIENCE_S` after the connection began, so a round ends within that."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)
"""Waits after the server could not be reached double from the first to the longest."""

_log = structlog.get_logger("mail")


def transport_of(settings: Settings) -> Transport:
    """The way out that the settings name: a mail server, or else a folder."""
    if settings.mail_server:
        return SmtpTransport(settings.mail_server)
    return FolderTransport(settings.mail_path)


def sender_of(settings: Settings) -> str:
    """The From header of the site's mails."""
    return settings.mail_from or str(Address(settings.site_name, addr_spec="post@localhost"))


class Postman:
    """Sends what is due, and stays away for a while from a server that cannot be reached."""

    def __init__(
        self,
        database: Engine,
        transport: Transport,
        *,
        sender: str,
        host: str,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self._transport = transport
        self._sender = sender
        self._host = host
        self._clock = clock
        self._pause = FIRST_PAUSE
        self._stays_until: datetime | None = None

    @classmethod
    def for_site(cls, settings: Settings, database: Engine) -> Postman:
        """The postman of a site."""
        return cls(
            database,
            transport_of(settings),
            sender=sender_of(settings),
            host=settings.host_name,
        )

    def go(self) -> int:
        """Send a few mails that are due.

        Nothing is lost by a crash: a mail is deleted after it was taken. Killed between the
        two it is sent again, under the same Message-ID.

        Returns:
            How many were sent. Trouble is logged, waited out, and raises nothing.
        """
        if self._stays_until and self._clock() < self._stays_until:
            return 0
        try:
            with Session(self._database) as session:
                return self._deliver(session)
        except SQLAlchemyError as trouble:
            self._stay_away(type(trouble).__name__)
            return 0

    def _deliver(self, session: Session) -> int:
        now = self._clock()
        if not delivery.is_due(session, now):
            return 0
        begin_write(session)
        letters = delivery.take_due(session, now, PER_ROUND)
        for letter in [one for one in letters if one.ends_at <= now]:
            letters.remove(letter)
            _give_up(session, letter, "expired")
        session.commit()
        return self._send(session, letters) if letters else 0

    def _send(self, session: Session, letters: list[Letter]) -> int:
        waiting = list(letters)
        sent = 0
        stop_at = time.monotonic() + ROUND_S
        try:
            with self._transport.open() as carrier:
                while waiting and time.monotonic() < stop_at:
                    sent += self._hand_over(session, carrier, waiting.pop(0))
            self._pause = FIRST_PAUSE
        except NoWayOut as closed:
            self._stay_away(closed.because)
        if waiting:
            begin_write(session)
            delivery.put_back(session, waiting)
            session.commit()
        if sent:
            _log.info("sent", mails=sent)
        return sent

    def _hand_over(self, session: Session, carrier: Carrier, letter: Letter) -> bool:
        """Give one mail away and write down what became of it."""
        try:
            self._give(carrier, letter)
        except (NotNow, NoWayOut) as trouble:
            begin_write(session)
            delivery.postpone(session, letter, self._clock())
            session.commit()
            _log.warning("tried", mail=letter.mail_id, because=trouble.because)
            if isinstance(trouble, NoWayOut):
                raise
            return False
        except Refused as refusal:
            begin_write(session)
            _give_up(session, letter, "refused", because=refusal.because)
            session.commit()
            return False
        begin_write(session)
        delivery.forget(session, letter)
        session.commit()
        return True

    def _give(self, carrier: Carrier, letter: Letter) -> None:
        try:
            to = domain_in_ascii(letter.to)
            message = compose(
                sender=self._sender,
                to=to,
                subject=letter.subject,
                text=letter.text,
                html=letter.html,
                written_at=letter.written_at,
                message_id=f"{letter.name}@{self._host}",
            )
        except ValueError:
            because = "it cannot be written out"
            raise Refused(because) from None
        carrier.hand_over(message, to, letter.name)

    def _stay_away(self, because: str) -> None:
        self._stays_until = self._clock() + self._pause
        _log.warning("no way out", seconds=self._pause.total_seconds(), because=because)
        self._pause = min(2 * self._pause, LONGEST_PAUSE)


def _give_up(session: Session, letter: Letter, action: str, because: str = "") -> None:
    """Drop a mail, and write down that it was dropped; to whom it went is not kept."""
    delivery.forget(session, letter)
    after = {"attempts": letter.attempts, **({"because": because} if because else {})}
    record(session, actor=ACTOR, action=action, subject=("mail", letter.name), after=after)
    _log.warning(action, mail=letter.mail_id, because=because or action)
