"""The main facts of a listing as its last page lists them, each missing one named."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from directory.http.facets import key_label
from directory.http.translation import gettext as _
from directory.http.translation import ngettext
from directory.listings.content import KEYED
from directory.practitioners.vocabulary import LINKS
from directory.web.formats import country_name, opening, price
from directory.web.forms.listing import GENDERS

if TYPE_CHECKING:
    from directory.listings.content import ListingContent, PlaceContent


class Fact(NamedTuple):
    """One line: what it is, what is stated (`None` where nothing is), and the page that asks it."""

    label: str
    said: str | None
    step: str


def facts_of(content: ListingContent) -> list[Fact]:
    """What a listing states about the person and the work, and what not."""
    return [
        Fact(_("Letters after the name"), content.credentials or None, "who"),
        Fact(_("Languages"), _labels("languages", content.languages), "who"),
        Fact(_("Gender"), _gender(content), "who"),
        Fact(_("In your own words"), content.bio or None, "who"),
        Fact(_("How you assess"), _labels("methods", content.methods), "how"),
        Fact(_("What you do"), _labels("modalities", content.modalities), "how"),
        Fact(_("What you work with"), _labels("conditions", content.conditions), "how"),
        Fact(_("Stages"), _labels("stages", content.stages), "how"),
        Fact(_("Links you examine"), _links(content), "how"),
        Fact(_("By video"), _truth(content.telehealth), "how"),
        Fact(_("Referral needed"), _truth(content.referral_needed), "how"),
        Fact(_("With runners since"), _text(content.runners_since), "how"),
        Fact(_("Trial call"), _minutes(content.trial_call_minutes), "how"),
        Fact(_("Evening hours"), _truth(content.evening_hours), "where"),
        Fact(_("New clients"), _truth(content.accepting), "fees"),
        Fact(_("Wait for a first visit"), _days(content.wait_days), "fees"),
        Fact(_("Link to book"), content.booking_url, "fees"),
        Fact(_("Website"), content.website, "fees"),
        Fact(
            _("Licences"), ", ".join(one.title for one in content.licences) or None, "credentials"
        ),
        Fact(_("NPI"), content.npi, "credentials"),
        Fact(_("E-mail for codes (not shown)"), content.email, "credentials"),
    ]


def facts_of_place(place: PlaceContent) -> list[Fact]:
    """What a listing states about one of its places."""
    payers = ", ".join(key_label("payment", key) for key in place.payers)
    hours = "; ".join(f"{days} {times}" for days, times in opening(place.hours))
    return [
        Fact(_("Address"), _address(place), "where"),
        Fact(_("Phone"), place.phone, "where"),
        Fact(_("Hours"), hours or None, "where"),
        Fact(_("First visit"), _price(place.fee_first, place.currency), "fees"),
        Fact(_("Further visits"), _price(place.fee_next, place.currency), "fees"),
        Fact(_("Self-pay"), _truth(place.self_pay), "fees"),
        Fact(_("Sliding scale"), _truth(place.sliding_scale), "fees"),
        Fact(_("Who pays"), payers or None, "fees"),
    ]


def _labels(field: str, keys: tuple[str, ...]) -> str | None:
    return ", ".join(key_label(KEYED[field], key) for key in keys) or None


def _gender(content: ListingContent) -> str | None:
    return str(GENDERS.get(content.gender, content.gender)) if content.gender else None


def _links(content: ListingContent) -> str | None:
    named = [key_label("region", key) for key in LINKS if content.links.get(key)]
    return ", ".join(named) or None


def _address(place: PlaceContent) -> str:
    town = " ".join(filter(None, (place.city, place.postal_code)))
    parts = (place.street, town, place.region, str(country_name(place.country)))
    return ", ".join(filter(None, parts))


def _truth(said: bool | None) -> str | None:
    return None if said is None else _("yes") if said else _("no")


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _minutes(number: int | None) -> str | None:
    return None if number is None else ngettext("%(num)s minute", "%(num)s minutes", number)


def _days(number: int | None) -> str | None:
    return None if number is None else ngettext("%(num)s day", "%(num)s days", number)


def _price(amount: float | None, currency: str | None) -> str | None:
    return None if amount is None else price(amount, currency)
