"""E-mail addresses, written in one way so that two spellings of one are one account."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

MAX_LENGTH = 254
"""Characters an address may have (RFC 5321, 4.5.3.1.3); longer ones are refused."""


class EmailInvalid(ValueError):
    """The text is no address that mail can be sent to."""


def normalised_email(text: str) -> str:
    """Write an address the one way in which it is stored. Pure.

    The domain is lower-cased as every mail system does, and in ASCII (IDNA) if it has letters of
    other scripts, so that look-alikes stay apart. The local part is lower-cased too, since no mail
    system in use tells two people apart by case. Whether the domain exists is not asked.

    Raises:
        EmailInvalid: The text is no address.
    """
    try:
        checked = validate_email(
            text.strip(), check_deliverability=False, allow_smtputf8=False, test_environment=True
        )
    except (EmailNotValidError, UnicodeError) as error:
        message = "This is no e-mail address."
        raise EmailInvalid(message) from error
    return (checked.ascii_email or checked.normalized).lower()
