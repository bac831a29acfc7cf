"""Facts of a search answer in words that people read, shared by the API, pages and commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.http.facets import filter_name
from directory.http.translation import date_text, ngettext, number_text
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.units import Units, in_units, rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from directory.search.results import Reason

FIELDS = {
    "method": _later("Methods"),
    "modality": _later("Treatments"),
    "condition": _later("Conditions"),
    "region": _later("Links of the chain"),
    "stage": _later("Stages"),
    "profession": _later("Profession"),
    "terms": _later("Languages and payment"),
    "practice": _later("Practice"),
    "name": _later("Name"),
    "bio": _later("About"),
}
"""What people read for the fields of a listing that a match is found in."""


def reason_text(reason: Reason, units: Units = Units.KM) -> str:
    """Say why a hit stands where it does: "4.2 km", "matches “running gait” in About"."""
    wording = _REASONS.get(reason.code)
    return wording({**reason.values, "units": units}) if wording else ""


def distance_text(distance_km: float, units: Units = Units.KM) -> str:
    """Say how far it is: "4.2 km", "2.6 mi", "38 km"."""
    distance = number_text(rounded(in_units(distance_km, units)))
    if units is Units.MI:
        return _("%(distance)s mi", distance=distance)
    return _("%(distance)s km", distance=distance)


def _match(values: Mapping[str, Any]) -> str:
    field = FIELDS.get(values["field"], values["field"])
    return _("matches “%(words)s” in %(field)s", words=values["words"], field=field)


def _method_unstated(_values: Mapping[str, Any]) -> str:
    return _("methods not stated: ask")


def _stage(values: Mapping[str, Any]) -> str:
    return _("works on this stage: %(label)s", label=values["label"])


def _near(values: Mapping[str, Any]) -> str:
    return distance_text(values["km"], values["units"])


def _score(values: Mapping[str, Any]) -> str:
    score = round(values["score"])
    if values.get("low") is None or values.get("high") is None:
        return _("whole-chain score %(score)s", score=score)
    members = values.get("members", 0)
    low, high = round(values["low"]), round(values["high"])
    if not members:
        return _("new: whole-chain score %(low)s-%(high)s, documents only", low=low, high=high)
    if values.get("is_new"):
        return ngettext(
            "new: whole-chain score %(low)s-%(high)s, %(num)s member",
            "new: whole-chain score %(low)s-%(high)s, %(num)s members",
            members,
            low=low,
            high=high,
        )
    return ngettext(
        "whole-chain score %(score)s (%(low)s-%(high)s, %(num)s member)",
        "whole-chain score %(score)s (%(low)s-%(high)s, %(num)s members)",
        members,
        score=score,
        low=low,
        high=high,
    )


def _accepting(values: Mapping[str, Any]) -> str:
    if values.get("as_of") is None:
        return _("takes new clients")
    return _("takes new clients as of %(date)s", date=date_text(values["as_of"]))


def _evening(_values: Mapping[str, Any]) -> str:
    return _("has evening hours")


def _payer(values: Mapping[str, Any]) -> str:
    return _("accepts %(label)s", label=values["label"])


def _payer_elsewhere(values: Mapping[str, Any]) -> str:
    return _("accepts %(label)s, but in %(city)s", label=values["label"], city=values["city"])


def _unstated(values: Mapping[str, Any]) -> str:
    return _("not stated: %(name)s", name=filter_name(values["filter"]))


_REASONS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "match": _match,
    "method_unstated": _method_unstated,
    "stage": _stage,
    "near": _near,
    "score": _score,
    "accepting": _accepting,
    "evening": _evening,
    "payer": _payer,
    "payer_elsewhere": _payer_elsewhere,
    "unstated": _unstated,
}
