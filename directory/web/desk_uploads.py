"""Files that owners send on their desk: read within bounds, refused with a word that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from directory.files.checking import FileKindUnknown, FileTooLarge
from directory.http.accounts import signed_in
from directory.http.limits import TooOften, count
from directory.http.translation import gettext as _

if TYPE_CHECKING:
    from directory.files.checking import FileRefused

MAX_BODY_BYTES = 12 * 1024 * 1024
"""Largest request with a file: what is too large by little is read, so that the rest of the form
can be shown again."""


def sent_file() -> bytes:
    """The file that came with the form; nothing where none was chosen."""
    sent = request.files.get("file")
    if not (sent and sent.filename):
        return b""
    body: bytes = sent.read()
    return body


def count_file() -> None:
    """Count a file against what one account may send in a day.

    Raises:
        TooOften: It is one too many.
    """
    count("document", str(signed_in().public_id))


def file_words(refused: FileRefused | TooOften, *, takes_papers: bool) -> str:
    """What is wrong with a file, and what to do about it.

    Args:
        refused: Why it was not taken.
        takes_papers: Whether a PDF would have been.
    """
    if isinstance(refused, TooOften):
        return _("You have sent as many files as one can in a day. Send this one tomorrow.")
    if isinstance(refused, FileTooLarge):
        return _("The file is too large. Up to 5 MB can be sent: a smaller photo of it will do.")
    if isinstance(refused, FileKindUnknown):
        if takes_papers:
            return _("The file is none that we can read. Send a photo (JPEG, PNG, WebP) or a PDF.")
        return _("The file is none that we can read. Send a photo as JPEG, PNG or WebP.")
    return _("The file cannot be read; it may be cut off. Try a photo or screenshot of it.")
