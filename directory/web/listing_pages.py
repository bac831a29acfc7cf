"""How the pages of a listing's form are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import render_template, request

from directory.cases.ahead import LISTINGS
from directory.cases.waiting import expected_wait
from directory.db import database, utc_now
from directory.http.accounts import current_account
from directory.http.language import country_of
from directory.http.units import units_for
from directory.listings.drafts import MAX_LICENCES, MAX_PLACES, STEPS
from directory.listings.duplicates import duplicates
from directory.listings.start import waiting_revision
from directory.practitioners.models import Status
from directory.web.listing_facts import facts_of, facts_of_place
from directory.web.listing_preview import preview_card
from directory.web.listing_words import (
    NEXT,
    SHORT_TITLES,
    TITLES,
    refused_words,
    steps_words,
    twin_words,
    wait_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.listings.content import ListingContent
    from directory.practitioners.models import Practitioner
    from directory.web.listing_flow import Subject
    from directory.web.listing_writing import Page, Writing


PAGES = {
    "who": "listings/who.html",
    "where": "listings/where.html",
    "how": "listings/how.html",
    "fees": "listings/fees.html",
    "credentials": "listings/credentials.html",
    "preview": "listings/preview.html",
}
"""Template of each page of the form."""


def show(
    subject: Subject, writing: Writing, page: Page, *, status: int = 200, **more: Any
) -> tuple[str, int]:
    """A page of the form.

    Args:
        subject: What is written.
        writing: What stands so far.
        page: The page, with what has to be changed if anything was said about it.
        status: Of the answer.
        **more: What this page needs besides.
    """
    shown = render_template(
        PAGES[page.step],
        subject=subject,
        writing=writing,
        page=page,
        step=page.step,
        steps=STEPS,
        titles=TITLES,
        short_titles=SHORT_TITLES,
        following=NEXT.get(page.step),
        most_places=MAX_PLACES,
        most_licences=MAX_LICENCES,
        account=current_account(),
        is_new=subject.practitioner is None,
        is_unread=_is_unread(subject.practitioner),
        **more,
    )
    return shown, status


def show_preview(
    subject: Subject,
    writing: Writing,
    page: Page,
    *,
    status: int = 200,
    refused: Mapping[str, object] | None = None,
) -> tuple[str, int]:
    """The last page: the listing as visitors will see it, and what happens next.

    Args:
        subject: What is written.
        writing: What stands so far.
        page: The last page itself.
        status: Of the answer.
        refused: Facts that can't be so, by their path, as a check of all of them found.
    """
    judged = writing.all_judged()
    content = writing.content(judged)
    findings = judged["where"].findings
    return show(
        subject,
        writing,
        page,
        status=status,
        **card_words(content),
        content=content,
        facts=facts_of(content),
        places=[
            (place, facts_of_place(place), findings.get(place.key)) for place in content.places
        ],
        faulty=steps_words(step for step, one in judged.items() if not one.is_valid),
        refused=refused_words(refused or {}),
        twins=_twins(subject, content),
        twin_words=twin_words,
        wait=_wait(subject.practitioner),
    )


def card_fragment(writing: Writing) -> str:
    """The card alone, for pages that refresh it while somebody types."""
    judged = writing.all_judged()
    content = writing.content(judged)
    found = [(key, one.place) for key, one in judged["where"].findings.items() if one.place]
    return render_template(
        "listings/_card.html", **card_words(content), content=content, found=found
    )


def card_words(content: ListingContent) -> dict[str, Any]:
    """What the drawing of a card needs."""
    country = content.places[0].country if content.places else country_of(request.accept_languages)
    return {
        "card": preview_card(content, utc_now().date()),
        "units": units_for(country),
        "country": country,
    }


def _is_unread(practitioner: Practitioner | None) -> bool:
    """Whether no moderator has ever let the listing be seen."""
    return practitioner is None or practitioner.status == Status.PENDING


def _twins(subject: Subject, content: ListingContent) -> list[Any]:
    """Listings that may be the same person's, as long as nothing of one's own stands."""
    if not (content.name and _is_unread(subject.practitioner)):
        return []
    return duplicates(database.session, content)


def _wait(practitioner: Practitioner | None) -> str:
    """How long it takes; what waits already of the same listing is replaced, so it counts not."""
    expected = expected_wait(database.session, LISTINGS, utc_now())
    if practitioner is not None and waiting_revision(database.session, practitioner.id):
        expected = replace(expected, waiting=max(0, expected.waiting - 1))
    return wait_words(expected)
