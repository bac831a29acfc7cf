"""What the fields of a listing's form say; one that is not in order counts as not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel.numbers import get_territory_currencies

from directory.listings.content import LicenceContent
from directory.listings.hours import DAYS
from directory.practitioners.vocabulary import LINKS, Kind, vocabulary
from directory.vetting.checklist import checklist
from directory.vetting.plain_text import plain_text
from directory.web.forms.listing import email_of, npi_digits
from directory.web.forms.listing_fields import NO, YES, amount_of
from directory.web.forms.listing_places import CURRENCIES, link_of
from directory.web.forms.listing_work import link_field
from directory.web.listing_hours import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wtforms import Field, Form

    from directory.listings.content import Hours


def said_of_person(form: Form) -> dict[str, Any]:
    """Fields of the content that the first page states."""
    return {
        "kind": typed(form["kind"]),
        "name": typed(form["name"]),
        "profession": typed(form["profession"]),
        "credentials": typed(form["credentials"]),
        "gender": typed(form["gender"]) or None,
        "bio": typed(form["bio"]),
        "languages": _ticked(form["languages"]),
    }


def said_of_work(form: Form) -> dict[str, Any]:
    """Fields of the content that the page about the work states."""
    sentences = {link: typed(form[link_field(link)]) for link in LINKS}
    lists = ("methods", "modalities", "conditions", "stages")
    return {
        **{name: _ticked(form[name]) for name in lists},
        "links": {link: said for link, said in sentences.items() if said},
        "telehealth": truth(form["telehealth"]),
        "referral_needed": truth(form["referral_needed"]),
        "runners_since": _whole(form["runners_since"]),
        "trial_call_minutes": _whole(form["trial_call_minutes"]),
    }


def said_of_practice(form: Form) -> dict[str, Any]:
    """Fields of the content about free places and links."""
    return {
        "accepting": truth(form["accepting"]),
        "wait_days": _whole(form["wait_days"]),
        "booking_url": link_of(typed(form["booking_url"])),
        "website": link_of(typed(form["website"])),
    }


def said_of_papers(form: Form, rows: Iterable[Form]) -> dict[str, Any]:
    """Fields of the content about licences, the provider number and the address for codes."""
    return {
        "npi": npi_digits(typed(form["npi"])) or None,
        "email": email_of(typed(form["email"])),
        "licences": tuple(
            LicenceContent(
                title=typed(row["title"]),
                number=typed(row["number"]) or None,
                region_code=typed(row["region_code"]) or None,
            )
            for row in rows
            if typed(row["title"])
        ),
    }


def said_of_place(form: Form) -> dict[str, Any]:
    """Fields of a place's content, but for where on the map it is."""
    return {
        **{name: typed(form[name]) for name in ("name", "street", "postal_code")},
        "phone": typed(form["phone"]) or None,
        "hours": _hours(form),
        "accessibility": _ticked(form["accessibility"]),
    }


def said_of_fees(form: Form, country: str) -> dict[str, Any]:
    """Fields of a place's content about money; without a currency it is that of the country."""
    first, following = _amount(form["fee_first"]), _amount(form["fee_next"])
    unsaid = first is None and following is None
    return {
        "fee_first": first,
        "fee_next": following,
        "currency": typed(form["currency"]) or (None if unsaid else currency_of(country)),
        "self_pay": truth(form["self_pay"]),
        "sliding_scale": truth(form["sliding_scale"]),
        "payers": tuple(sorted(_ticked(form["payers"]))),
    }


def claims_of(claims: dict[str, str], kind: str) -> dict[str, str]:
    """The claims that the checklist of a kind asks for: another kind is asked other things."""
    if kind not in set(Kind):
        return claims
    return {code: said for code, said in claims.items() if code in checklist(Kind(kind)).codes}


def currency_of(country: str) -> str:
    """The currency of a country; the dollar where there is none to choose. Pure."""
    used = get_territory_currencies(country) if country else []
    return next((code for code in used if code in CURRENCIES), "USD")


def in_standing_order(
    standing: tuple[str, ...], ticked: tuple[str, ...], name: str
) -> tuple[str, ...]:
    """Keys as they stood, then those that came to them; free tags stay, nobody could tick them.

    Args:
        standing: Keys before.
        ticked: Keys now.
        name: Of their vocabulary.
    """
    free = {key for key in standing if key not in vocabulary(name)}
    kept = tuple(key for key in standing if key in free or key in ticked)
    return (*kept, *(key for key in ticked if key not in kept))


def typed(field: Field) -> str:
    """The text of a field without markup, nothing where it has to be changed."""
    return "" if field.errors else plain_text(field.data or "")


def truth(field: Field) -> bool | None:
    """Yes, no, or nothing."""
    return {YES: True, NO: False}.get(typed(field))


def _ticked(field: Field) -> tuple[str, ...]:
    return () if field.errors else tuple(field.data or ())


def _whole(field: Field) -> int | None:
    text = typed(field)
    return int(text) if text else None


def _amount(field: Field) -> float | None:
    text = typed(field)
    return amount_of(text) if text else None


def _hours(form: Form) -> Hours | None:
    days = {day: spans_of(typed(form[day])) for day in DAYS}
    return {day: spans for day, spans in days.items() if spans} or None
