"""What each failure is called, and what to do about it, in words for a tired person."""

from __future__ import annotations

from http import HTTPStatus

from directory.http.translation import lazy_gettext as _

TEXTS = {
    400: (_("That cannot be read"), _("Check the address or go back and try again.")),
    403: (_("That is not open to you"), _("Sign in, or ask the people who run the site.")),
    404: (_("There is nothing here"), _("It may have moved, or be gone. Search for it instead.")),
    405: (_("That cannot be done here"), _("Go back and try again.")),
    413: (_("That is too large"), _("Send less at once.")),
    414: (_("The address is too long"), _("Ask for less at once.")),
    415: (_("That kind of file is not taken"), _("Send it in another form.")),
    429: (_("Too many requests"), _("Wait a moment, then go on.")),
    500: (_("Something went wrong"), _("It is our fault. Try again in a while.")),
    503: (_("Back in a moment"), _("Try again in a moment.")),
}


def title(status: int) -> str:
    """What a failure of this status is called."""
    if status in TEXTS:
        return str(TEXTS[status][0])
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else str(TEXTS[400][0])


def explanation(status: int) -> str:
    """What to do about a failure of this status."""
    return str(TEXTS[status if status in TEXTS else 400][1])
