"""What the API answers, as documented models. Fields that are null or empty are not stated."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """Base of every answer: built by name, never changed."""

    model_config = ConfigDict(frozen=True)


class Label(Model):
    """A key of a vocabulary and what people read for it."""

    key: str
    label: str


class PlaceFound(Model):
    """A place on the map."""

    name: str = Field(description='Its own name: "Portland".')
    label: str = Field(description='As one would say it: "Portland, Oregon".')
    query: str = Field(description="A text for `near` that names exactly this place.")
    latitude: float | None
    longitude: float | None
    precision: str = Field(description="postal, city, admin1, country or coordinates.")
    country: str = Field(description="ISO 3166-1 code; empty far from everything.")
    admin1: str | None = Field(description="Full name of the state or region.")


class PlaceTaken(PlaceFound):
    """The place that was searched, and what else its name may have meant."""

    alternatives: list[PlaceFound]


class PlaceAnswer(Model):
    """How a place text is understood."""

    place: PlaceFound = Field(description="The best guess.")
    confident: bool = Field(description="Whether the guess may be acted on without asking.")
    alternatives: list[PlaceFound] = Field(description="What else it may mean, likeliest first.")


class Term(Model):
    """One thing asked for, and the other words it was also searched by."""

    asked: str
    also: list[str]


class Repaired(Model):
    """A word that no listing uses, and what it was taken for."""

    typed: str
    taken: str = Field(description="The word searched for; the typed one if it only begins names.")
    also: list[str] = Field(description="Names that it may have meant as well.")


class Interpreted(Model):
    """How the question was understood."""

    question: str = Field(description="The text searched for, misspelt words repaired.")
    repaired: list[Repaired] = Field(description="Send `exact=yes` to search words as typed.")
    place_in_words: bool = Field(
        description="The place was taken from the end of the text; `exact=yes` leaves it there."
    )

    radius_km: float | None = Field(description="The radius in force, after any widening.")
    asked_radius_km: float | None
    widened: bool = Field(description="Nobody was in reach at first, so it was looked further out.")
    whole_country: bool = Field(
        description="Nobody was in the region, so its country was searched."
    )
    telehealth_only: bool = Field(description="Nobody was in reach, so these work by video.")
    terms: list[Term]
    words_dropped: bool = Field(
        description="Nobody says what was asked for, so these are all who are there."
    )
    excluded: list[str] = Field(description="Listings with these were left out.")
    unwanted: list[str] = Field(description="Listings with these stand further down.")
    sore: Label | None = Field(description="The link of the chain that the text names as sore.")
    currency: str | None = Field(description="ISO 4217 code of the currency prices compare in.")
    matched: int = Field(description="How many of the total match the text itself.")
    unstated: dict[str, int] = Field(
        description="For each filter, how many of the total passed by not stating the fact."
    )


class Price(Model):
    """What visits cost, in the currency's major unit."""

    first_visit: float | None
    next_visit: float | None
    currency: str | None = Field(description="ISO 4217 code.")


class Interval(Model):
    """The range the true score lies in with 90 % probability, rounded like the score."""

    low: float
    high: float


class Place(Model):
    """Where a practitioner works. Some listings show their town only."""

    name: str
    street: str | None
    city: str
    region: str
    region_code: str
    postal_code: str | None
    country: str
    latitude: float | None
    longitude: float | None
    precision: str | None = Field(description="exact, postal or city.")
    phone: str | None
    hours: dict[str, list[list[str]]] | None = Field(
        description='Weekday ("mon" to "sun") to pairs of opening and closing times.'
    )
    price: Price | None
    payers: list[Label]
    self_pay: bool | None
    sliding_scale: bool | None
    accessibility: list[Label]
    matched: bool = Field(description="The place of work this result stands for.")


class Listing(Model):
    """What every listing shows."""

    id: str = Field(description="UUID; it never changes.")
    slug: str
    external_id: str | None = Field(
        description="The listing's id at its `source`; null where that gives none."
    )
    url: str = Field(description="The practitioner's page on this site.")
    name: str
    credentials: str
    kind: str
    profession: str
    profession_label: str
    score: float | None = Field(
        description="Vetting score, 0 to 100; null is not assessed yet. A whole number below three "
        "members, in tenths from then on.",
    )
    score_interval: Interval | None
    score_is_new: bool = Field(description="Too few members: show the interval, not the number.")
    score_cap: int | None = Field(description="Highest score that a red flag leaves.")
    score_members: int = Field(description="How many independent members assessed.")
    accepting: bool | None
    accepting_as_of: date | None
    telehealth: bool | None
    price: Price | None = Field(description="At the matched place of work, else the first.")
    modalities: list[Label]
    conditions: list[Label]
    regions: list[Label]
    methods: list[Label]
    stages: list[Label]
    languages: list[Label]
    locations: list[Place]
    status: str = Field(description="published, or unclaimed when it comes from a public register.")
    source: str
    confirmed_on: date | None = Field(
        description="Last day on which its owner, callers or its source confirmed the listing; null "
        "where nobody did, or a doubt is later."
    )
    demo: bool = Field(description="The person is made up.")


class SnippetPart(Model):
    """A piece of a passage."""

    text: str
    marked: bool = Field(description="Whether it is what was asked for.")


class Result(Listing):
    """A practitioner found, and why."""

    distance_km: float | None = Field(description="From the place searched; null without one.")
    reasons: list[str]
    snippet: list[SnippetPart] = Field(
        description="A passage of the listing's free text around what was asked for, in its parts."
    )
    unstated: list[str] = Field(description="Filters passed only by not stating the fact.")


class Licence(Model):
    """A licence or certificate as its source gives it."""

    title: str
    number: str | None
    region_code: str | None
    source: str
    verified_on: date | None = Field(description="When one of us checked it; null is unchecked.")


class Fact(Model):
    """Where a field comes from, and when it was last verified."""

    field: str
    source: str
    verified_on: date | None


class Profile(Listing):
    """Everything a listing shows."""

    other_names: list[str] = Field(
        description="Further names, such as that of doing business; found too."
    )
    bio: str
    website: str | None
    booking_url: str | None
    gender: str | None = Field(description="As the practitioner states it.")
    wait_days: int | None = Field(description="Wait for a first visit.")
    runners_since: int | None = Field(description="Year since when they work with runners.")
    trial_call_minutes: int | None
    referral_needed: bool | None
    evening_hours: bool | None
    npi: str | None
    licences: list[Licence]
    facts: list[Fact]


class Count(Label):
    """How many of the hits have a key."""

    count: int


class FacetCounts(Model):
    """Counts of one filter over the hits that pass all the other filters."""

    counts: list[Count]
    unstated: int = Field(description="Hits that do not state it.")


class SearchAnswer(Model):
    """One page of practitioners, how the question was understood, and counts for each filter."""

    total: int
    page: int
    per_page: int
    place: PlaceTaken | None
    interpreted: Interpreted
    results: list[Result]
    new_here: Result | None = Field(
        description="Somebody new or not assessed yet whom the lot of the day shows beside page 1 of "
        "the best fits; in the total once, and further down in the results."
    )
    facets: dict[str, FacetCounts]


class ParameterError(Model):
    """What is wrong with one parameter."""

    parameter: str | None = None
    detail: str


class ProblemDetails(Model):
    """Why a request was not answered (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[ParameterError] | None = None
    suggestions: list[str] | None = Field(
        default=None, description="Places that may have been meant."
    )
    incident: str | None = Field(default=None, description="What to name when you write to us.")
