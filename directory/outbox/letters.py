"""Mails that rooms write: a template each, its first line the subject, the rest the text.

A room posts its mails in the transaction of what they tell about, from pages, commands and the
worker alike, so they are written without a request: their links begin with the site's own address.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from directory.outbox.mail import post

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "emails"

LONGEST_NAME = 60
"""Letters of a name in a subject; the rest is cut."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Writes the mails of one site.

    Attributes:
        site_name: As people know it.
        site_url: Where it is, without a slash at the end (`Settings.public_url`).
    """

    site_name: str
    site_url: str

    def link(self, path: str) -> str:
        """The whole address of a page, from its path. Pure."""
        return f"{self.site_url}{path}"

    def compose(self, template: str, **values: Any) -> tuple[str, str]:
        """Subject and text of a mail.

        Args:
            template: Path under `templates/emails`: "listings/published.txt".
            **values: What the template names; `site_name` and `link` it knows.
        """
        written = _templates().get_template(template)
        text = written.render(site_name=self.site_name, link=self.link, **values)
        subject, _, body = text.partition("\n")
        return _one_line(subject), body.strip() + "\n"

    def post(
        self,
        session: Session,
        template: str,
        *,
        to: str,
        expires_at: datetime | None = None,
        **values: Any,
    ) -> None:
        """Promise a mail; it is sent if the caller's transaction is committed.

        Args:
            session: The open session, writing.
            template: Path under `templates/emails`.
            to: One bare address.
            expires_at: When the mail becomes useless.
            **values: What the template names.

        Raises:
            AddressInvalid: It is no address.
        """
        subject, text = self.compose(template, **values)
        post(session, to=to, subject=subject, text=text, expires_at=expires_at)


def short(name: str) -> str:
    """A name as a subject can hold it. Pure."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        autoescape=False,  # noqa: S701 - plain text
    )
    environment.install_gettext_translations(NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
    environment.filters["short"] = short
    return environment


def _one_line(subject: str) -> str:
    """A subject that a mail can have: no control signs, not too long."""
    return "".join(sign if sign.isprintable() else " " for sign in subject).strip()[:200]
