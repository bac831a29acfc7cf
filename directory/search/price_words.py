"""What people write of money: "running coach under $80", "takes an HMO", a budget of "1,000". Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

_LIMIT = (
    r"(?:under|below|less than|cheaper than|(?:no|not) more than|at most|up to|max(?:imum|\.)?|<)"
)
_DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "FJD"})
_CURRENCIES = {
    "$": _DOLLARS,
    "dollar": _DOLLARS,
    "buck": _DOLLARS,
    "€": {"EUR"},
    "euro": {"EUR"},
    "£": {"GBP"},
    "pound": {"GBP"},
    "quid": {"GBP"},
    "franc": {"CHF"},
    "us$": {"USD"},
    "ca$": {"CAD"},
    "a$": {"AUD"},
    "nz$": {"NZD"},
    **{code: {code.upper()} for code in ("usd", "cad", "aud", "nzd", "eur", "gbp", "chf")},
}
"""What each sign or word may stand for."""

_SIGN = r"(?P<{0}>US\$|CA\$|A\$|NZ\$|[$€£]|USD|CAD|AUD|NZD|EUR|GBP|CHF)"
_MONEY = (
    r"(?P<{0}>\$|€|£|(?:dollar|buck|euro|pound|franc)(?=s?(?!\w))|(?:quid|usd|cad|aud|nzd|eur|gbp|chf)"
    r"(?!\w))s?"
)
_NUMBER = (
    r"(?P<{0}>\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,2}})?|\d{{1,5}}(?:[.,]\d{{1,2}})?)(?![\d.,]*\d)"
)
_BEFORE = rf"{_SIGN.format('sign')}\s*{_NUMBER.format('one')}(?:\s*{_MONEY.format('also')})?"
_BEHIND = rf"{_NUMBER.format('other')}\s*{_MONEY.format('money')}"
_PATTERN = re.compile(
    rf"(?<!\w){_LIMIT}\s*(?:{_BEFORE}|{_BEHIND})(?:\s*(?:a|per|each)?\s*(?:visit|session|hour))?",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    rf"\s*(?:{_SIGN.format('sign')}\s*)?{_NUMBER.format('one')}(?:\s*{_MONEY.format('also')})?\s*",
    re.IGNORECASE,
)

_HMO = re.compile(
    r"(?<![\w-])(?:(?:that|who|which)\s+)?(?:(?:takes?|accepts?|with|on|has|have|covered by)\s+)?"
    r"(?:(?:an?|my|the)\s+)?HMOs?(?:\s+(?:plan|insurance|insurer|member))?(?![\w-])",
    re.IGNORECASE,
)


class PriceLimit(NamedTuple):
    """A limit that was read.

    Attributes:
        most: In major units.
        currencies: ISO codes of which one is meant.
        rest: The question without it.
    """

    most: float
    currencies: frozenset[str]
    rest: str

    def fits(self, currency: str | None) -> bool:
        """Whether it can be compared with prices in a currency; in none known, numbers are."""
        return currency is None or currency in self.currencies


def price_limit(text: str) -> PriceLimit | None:
    """Read the most that somebody wants to pay, if they say so in money.

    A number alone says nothing ("under 30" may be minutes), nor does a limit within quotes.
    """
    found = _PATTERN.search(text)
    if found is None or text[: found.start()].count('"') % 2:
        return None
    meant = _CURRENCIES[(found["sign"] or found["money"]).lower()]
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return PriceLimit(
        _number(found["one"] or found["other"]), frozenset(meant), " ".join(rest.split())
    )


def without_hmo(text: str) -> str | None:
    """The question without its "takes an HMO"; `None` where no HMO is asked for."""
    found = _HMO.search(text)
    if found is None or text[: found.start()].count('"') % 2:
        return None
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())


class Amount(NamedTuple):
    """An amount that was read.

    Attributes:
        money: In major units.
        currencies: ISO codes of which one is meant; none where no sign or word says so.
    """

    money: float
    currencies: frozenset[str]


def amount(text: str) -> Amount | None:
    """Read an amount with or without its sign and separators; `None` if it is none."""
    found = _AMOUNT.fullmatch(text)
    if not found:
        return None
    said = found["sign"] or found["also"]
    return Amount(_number(found["one"]), frozenset(_CURRENCIES[said.lower()] if said else ()))


def _number(written: str) -> float:
    """Read a number: "1,000" is a thousand, "300,50" three hundred and a half."""
    whole = re.sub(r",(?=\d{3}(?!\d))", "", written)
    return float(whole.replace(",", "."))
