"""The demo's mailbox: mails that a site without a mail server has put into its folder.

It exists only on a development site with made-up listings; everywhere else it answers 404.
"""

from __future__ import annotations

import re
from datetime import UTC
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from babel.dates import format_datetime
from flask import Blueprint, abort, render_template, request
from flask_babel import get_locale
from werkzeug.local import LocalProxy

from directory.db import database
from directory.http.services import services
from directory.outbox.mail_folder import mails_in
from directory.practitioners.service import has_demo
from directory.web.demo_people import people

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path
    from typing import Any

    from flask import Response

blueprint = Blueprint("mailbox", __name__, url_prefix="/demo/mail")

SHOWN = 50
"""Mails in the list."""

_NAME = re.compile(r"[0-9T]{10,40}-[0-9]{1,20}")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


class Piece(NamedTuple):
    """A piece of a mail's text; one that leads somewhere has a path on this site."""

    text: str
    path: str


class Letter(NamedTuple):
    """A mail as the page shows it."""

    name: str
    to: str
    subject: str
    written: str
    pieces: list[Piece]


def mailbox_open() -> bool:
    """Whether this site shows its mails to everybody: only the demo does."""
    settings = services().settings
    if settings.production or settings.mail_server is not None:
        return False
    return has_demo(database.session)


@blueprint.app_context_processor
def _for_templates() -> dict[str, Any]:
    # Asked only where a template names it: most pages need no query for this.
    return {"demo_mailbox": LocalProxy(mailbox_open)}


@blueprint.before_request
def _only_in_the_demo() -> None:
    if not mailbox_open():
        abort(404)


@blueprint.after_request
def _never_stored(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


@blueprint.get("")
def inbox() -> str:
    """The newest mails of the demo, and who one can be here."""
    paths = mails_in(services().settings.mail_path)[:SHOWN]
    letters = [_letter(path) for path in paths if _NAME.fullmatch(path.stem)]
    return render_template("mailbox/inbox.html", letters=letters, people=people())


@blueprint.get("/<name>")
def letter(name: str) -> str:
    """One mail."""
    path = services().settings.mail_path / f"{name}.eml"
    if not (_NAME.fullmatch(name) and path.is_file()):
        abort(404)
    return render_template("mailbox/letter.html", letter=_letter(path))


def _letter(path: Path) -> Letter:
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    written = mail["Date"].datetime.astimezone(UTC)
    return Letter(
        name=path.stem,
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        written=str(format_datetime(written, "medium", tzinfo=UTC, locale=get_locale())) + " UTC",
        pieces=_pieces(_text(mail)),
    )


def _text(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("plain",))
    return part.get_content().replace("\r\n", "\n").strip() if part else ""


def _pieces(text: str) -> list[Piece]:
    """Cut a text at its addresses; those of this site lead there."""
    pieces, at = [], 0
    for found in _ADDRESS.finditer(text):
        address = found.group().rstrip(".,;:!?)")
        pieces.append(Piece(text[at : found.start()], ""))
        pieces.append(Piece(address, _path_here(address)))
        at = found.start() + len(address)
    pieces.append(Piece(text[at:], ""))
    return [piece for piece in pieces if piece.text]


def _path_here(address: str) -> str:
    """The path of an address on this site, "" for one that leads elsewhere."""
    parts = urlsplit(address)
    hosts = {request.host, urlsplit(services().settings.public_url).netloc}
    if parts.netloc not in hosts or not parts.path.startswith("/") or parts.path.startswith("//"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
