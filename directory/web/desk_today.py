"""What may change from one day to the next: it shows at once and is looked at afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, render_template, request, url_for

from directory.db import begin_write, database, utc_now
from directory.http.accounts import member_required, private, signed_in
from directory.http.letters import letters
from directory.listings.checking import ContentInvalid
from directory.listings.hours import DAYS
from directory.listings.service import ListingClosed, begin_edit, propose, start_of
from directory.web.forms.desk import HoursForm, TodayForm
from directory.web.forms.listing_fields import NO, UNSTATED, YES
from directory.web.listing_hours import spans_of, text_of
from directory.web.own_listing import own_listing

if TYPE_CHECKING:
    import uuid

    from flask.typing import ResponseReturnValue
    from werkzeug.datastructures import MultiDict
    from wtforms import Form

    from directory.listings.content import ListingContent, PlaceContent
    from directory.practitioners.models import Practitioner

blueprint = private(Blueprint("desk_today", __name__, url_prefix="/desk"))

_TRUTHS = ("accepting", "evening_hours")
_NUMBERS = ("wait_days", "trial_call_minutes")


@dataclass(frozen=True, slots=True)
class Today:
    """The page's forms: one about the listing, one for each place.

    Attributes:
        form: What holds for all places.
        hours: Key of a place to its name and its form.
    """

    form: TodayForm
    hours: dict[str, tuple[str, HoursForm]]

    def is_valid(self) -> bool:
        """Whether all of it can be taken."""
        forms: list[Form] = [self.form, *(form for _name, form in self.hours.values())]
        # Each is to say what is wrong with it, so none is left out once one has failed.
        return sum(not form.validate() for form in forms) == 0

    def applied(self, content: ListingContent) -> ListingContent:
        """A listing with what was typed."""
        truths = {YES: True, NO: False}
        said: dict[str, Any] = {name: truths.get(self.form[name].data) for name in _TRUTHS}
        said |= {
            name: int(self.form[name].data) if self.form[name].data else None for name in _NUMBERS
        }
        places = tuple(self._with_hours(place) for place in content.places)
        return replace(content, places=places, **said)

    def _with_hours(self, place: PlaceContent) -> PlaceContent:
        if place.key not in self.hours:
            return place
        _name, form = self.hours[place.key]
        week = {day: spans_of(form[day].data or "") for day in DAYS}
        return replace(place, hours={day: spans for day, spans in week.items() if spans} or None)


@blueprint.get("/<uuid:listing>/today")
@member_required
def today(listing: uuid.UUID) -> ResponseReturnValue:
    """Today's facts as they stand."""
    practitioner = own_listing(listing)
    return _page(practitioner, _read(start_of(database.session, practitioner)))


@blueprint.post("/<uuid:listing>/today")
@member_required
def keep_today(listing: uuid.UUID) -> ResponseReturnValue:
    """Let today's facts show at once, or say what has to be changed."""
    practitioner = own_listing(listing)
    read = _read(start_of(database.session, practitioner), request.form)
    if not read.is_valid():
        return _page(practitioner, read, 400)
    begin_write(database.session)
    practitioner = own_listing(listing, for_change=True)
    try:
        proposed = propose(
            database.session,
            practitioner=practitioner,
            author=signed_in(),
            content=read.applied(begin_edit(database.session, practitioner)),
            letters=letters(),
            now=utc_now(),
        )
    except ContentInvalid as invalid:
        database.session.rollback()
        refused = list(dict.fromkeys(map(str, invalid.errors.values())))
        return _page(own_listing(listing), read, 400, refused=refused)
    except ListingClosed:
        database.session.rollback()
        return redirect(url_for("desk.listing", listing=listing), 303)
    shows = practitioner.is_public
    database.session.commit()
    live = "live" if shows else "kept"
    outcome = live if proposed.live else "waiting" if proposed.waiting else "same"
    return redirect(url_for("desk.listing", listing=listing, sent=outcome), 303)


def _read(content: ListingContent, sent: MultiDict[str, str] | None = None) -> Today:
    truths = {True: YES, False: NO, None: UNSTATED}
    said: dict[str, Any] = {name: truths[getattr(content, name)] for name in _TRUTHS}
    for name in _NUMBERS:
        number = getattr(content, name)
        said[name] = "" if number is None else str(number)
    hours = {
        place.key: (
            place.name or place.city,
            HoursForm(
                sent,
                prefix=f"{place.key}-",
                data={day: text_of((place.hours or {}).get(day, [])) for day in DAYS},
            ),
        )
        for place in content.places
    }
    return Today(TodayForm(sent, data=said), hours)


def _page(
    practitioner: Practitioner, read: Today, status: int = 200, refused: list[str] | None = None
) -> tuple[str, int]:
    page = render_template(
        "desk/today.html", practitioner=practitioner, today=read, refused=refused or []
    )
    return page, status
