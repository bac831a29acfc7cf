"""National Provider Identifiers: ten digits, the last of which checks the rest. Pure.

Source: CMS, "Requirements for National Provider Identifier (NPI) and NPI Check Digit": the Luhn
sum (ISO/IEC 7812) over the digits with the issuer's prefix 80840 in front.
"""

from __future__ import annotations

import re

PREFIX = "80840"
"""80 for health applications, 840 for the United States."""

_TEN_DIGITS = re.compile(r"[12][0-9]{9}", re.ASCII)
_NINE_DIGITS = re.compile(r"[12][0-9]{8}", re.ASCII)


def is_npi(text: str) -> bool:
    """Tell whether the text is a well-formed NPI: ten digits, first 1 or 2, right check digit."""
    return bool(_TEN_DIGITS.fullmatch(text)) and text[-1] == check_digit(text[:-1])


def check_digit(nine: str) -> str:
    """The digit that completes the first nine digits of an NPI.

    Raises:
        ValueError: The text is not nine digits that begin with 1 or 2.
    """
    if not _NINE_DIGITS.fullmatch(nine):
        message = f"{nine!r} is not the beginning of an NPI: nine digits, the first 1 or 2."
        raise ValueError(message)
    # Counted from the right of what precedes the check digit, every other digit is doubled.
    doubled_first = [int(digit) for digit in reversed(PREFIX + nine)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in doubled_first[0::2])
    return str(-(doubled + sum(doubled_first[1::2])) % 10)
