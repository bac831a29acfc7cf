"""Prices and degrees as people and spreadsheets write them. Pure."""

from __future__ import annotations

import re

DEAREST = 1_000_000
"""No visit costs as much, in any currency that is used for them."""

SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN", "Kč": "CZK", "Ft": "HUF"}
"""Signs that are one currency's."""

SHARED_SIGNS = {
    "$": {"CA": "CAD", "AU": "AUD", "NZ": "NZD", "MX": "MXN", "SG": "SGD", "": "USD"},
    "kr": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "fr": {"CH": "CHF", "LI": "CHF"},
}
"""Signs of several currencies, told apart by the country; with "" for any other."""

_CODES = {*SIGNS.values(), *(code for shared in SHARED_SIGNS.values() for code in shared.values())}
_SPACES = re.compile(r"[\s'\u2019_]")
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)*")
_DEGREES = re.compile(r"([+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?)°?([nsew]?)", re.IGNORECASE | re.ASCII)
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")


class NotANumber(ValueError):
    """A cell that should hold one number does not."""


def price(text: str) -> float:
    """Read a price: "$120", "120,00 €", "1.200,50", "1,200.50", "CHF 95.-".

    Of two different signs the last is the decimal one; a single sign before exactly three digits
    parts thousands, since no price has three decimals.

    Raises:
        NotANumber: There is no number, more than one, or none that a price can have.
    """
    found = _AMOUNT.findall(_SPACES.sub("", text))
    if len(found) != 1 or re.search(r"[-\u2212\u2013]\s*\d", text):
        raise NotANumber(text)
    amount = _amount(found[0])
    if not amount < DEAREST:
        raise NotANumber(text)
    return amount


def _amount(digits: str) -> float:
    signs = re.findall(r"[.,]", digits)
    groups = re.split(r"[.,]", digits)
    if signs and (len(set(signs)) == 2 or (len(signs) == 1 and len(groups[-1]) != 3)):
        whole, decimals = "".join(groups[:-1]), groups[-1]
    else:
        whole, decimals = "".join(groups), "0"
    return round(float(f"{whole}.{decimals}"), 2)


def write_price(amount: float | None) -> str:
    """Write a price with two decimals, or none when it is whole; nothing for none."""
    if amount is None:
        return ""
    rounded = round(amount, 2)
    return str(int(rounded)) if rounded.is_integer() else f"{rounded:.2f}"


def degrees(text: str) -> float:
    """Read a latitude or longitude: "-104.9903", "39,7392", "104.99° W".

    Raises:
        NotANumber: It is no number of degrees; minutes and seconds are not read.
    """
    plain = re.sub(r"\s", "", text).replace("\u2212", "-").replace(",", ".")
    match = _DEGREES.fullmatch(plain)
    if match is None:
        raise NotANumber(text)
    value = float(match[1])
    # Not all databases know a negative zero, so there is none here either.
    return (-abs(value) if match[2].lower() in {"s", "w"} else value) + 0.0


def write_degrees(value: float | None) -> str:
    """Write degrees with every digit they have; nothing for none."""
    return "" if value is None else repr(float(value))


def currency(text: str, country: str) -> str | None:
    """The ISO 4217 code that a cell gives, or that its sign stands for in a country."""
    if re.fullmatch(r"[A-Za-z]{3}", text.strip(), re.ASCII):
        return text.strip().upper()
    return currency_in(text, country)


def currency_in(text: str, country: str) -> str | None:
    """The currency named beside an amount, by code or sign: "CHF 95", "$120"."""
    code = _CODE.search(text)
    if code and code[0] in _CODES:
        return code[0]
    for sign, meant in SIGNS.items():
        if sign in text:
            return meant
    for sign, by_country in SHARED_SIGNS.items():
        if re.search(rf"{re.escape(sign)}(?![a-z])", text.lower()):
            return by_country.get(country) or by_country.get("")
    return None
