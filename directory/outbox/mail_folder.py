"""Mail into a folder: what a site without a mail server does with it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from directory.outbox.transport import NoWayOut

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

KEPT = 500
"""Mails that stay in the folder; the oldest go."""

SUFFIX = ".eml"


class FolderTransport:
    """A folder in which every mail is one file that only the site's user reads."""

    def __init__(self, folder: Path, *, kept: int = KEPT) -> None:
        self._folder = folder
        self._kept = kept

    @contextmanager
    def open(self) -> Iterator[FolderTransport]:
        """Make the folder if need be, and take away the oldest mails afterwards.

        Raises:
            NoWayOut: It cannot be made.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise NoWayOut(error.strerror or type(error).__name__) from None
        yield self
        for path in mails_in(self._folder)[self._kept :]:
            path.unlink(missing_ok=True)

    def hand_over(self, message: EmailMessage, to: str, name: str) -> None:  # noqa: ARG002
        """Write one mail; a reader sees it whole or not at all, and twice is once.

        Raises:
            NoWayOut: The disk is full or the folder gone.
        """
        whole = self._folder / f"{name}{SUFFIX}"
        growing = whole.with_suffix(f".{os.getpid()}")
        try:
            descriptor = os.open(growing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(message.as_bytes())
            growing.replace(whole)
        except OSError as error:
            growing.unlink(missing_ok=True)
            raise NoWayOut(error.strerror or type(error).__name__) from None


def mails_in(folder: Path) -> list[Path]:
    """The mails of a folder, newest first; none if there is no folder."""
    return sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.name, reverse=True)
