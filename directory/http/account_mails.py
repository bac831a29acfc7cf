"""What mails about accounts say, and where their links lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, url_for

from directory.accounts.codes import LIFETIME, Letter, LetterKind
from directory.http.services import services
from directory.http.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

TEMPLATES = {
    LetterKind.SIGN_IN: "emails/sign_in.txt",
    LetterKind.STAFF: "emails/sign_in_staff.txt",
    LetterKind.NEW_EMAIL: "emails/new_email.txt",
    LetterKind.EMAIL_TAKEN: "emails/email_taken.txt",
}


def public_address(endpoint: str, **values: str) -> str:
    """The whole address of a page for a mail, on the host that the settings name.

    A request's Host header is what its sender wants it to be, so it has no say in this.
    """
    return services().settings.public_url + url_for(endpoint, _external=False, **values)


def public_path(path: str) -> str:
    """The whole address of a path on this site, by the same rule."""
    return services().settings.public_url + path


def compose(letter: Letter) -> tuple[str, str]:
    """Subject and text of the mail about a code."""
    name = services().settings.site_name
    subjects: dict[LetterKind, Callable[[], str]] = {
        LetterKind.SIGN_IN: lambda: _("Sign in to %(site)s", site=name),
        LetterKind.STAFF: lambda: _("Signing in to %(site)s", site=name),
        LetterKind.NEW_EMAIL: lambda: _("Your new address at %(site)s", site=name),
        LetterKind.EMAIL_TAKEN: lambda: _("This address has an account at %(site)s", site=name),
    }
    text = render_template(
        TEMPLATES[letter.kind],
        name=name,
        code=f"{letter.code[:3]} {letter.code[3:]}",
        link=public_address("sign_in.link", token=letter.link_token),
        home=public_address("sign_in.ask"),
        minutes=LIFETIME.seconds // 60,
    )
    return subjects[letter.kind](), text


def compose_notice() -> tuple[str, str]:
    """Subject and text of the mail to an address that is no longer an account's."""
    settings = services().settings
    text = render_template(
        "emails/email_changed.txt", name=settings.site_name, contact=settings.contact_email
    )
    return _("Your address at %(site)s has changed", site=settings.site_name), text
