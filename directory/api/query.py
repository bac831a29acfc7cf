"""What a search through the API may ask, and how it becomes a request to the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    WithJsonSchema,
    model_validator,
)

from directory.api.forms import FormQuery
from directory.api.parameters import (
    MAX_KEYS,
    NO,
    YES,
    CountryCode,
    Keys,
    Text,
    allowed_keys,
    yes_or_no,
)
from directory.geo.folding import MAX_LENGTH as MAX_PLACE_LENGTH
from directory.geo.point import MAX_LATITUDE, MAX_LONGITUDE, GeoPoint
from directory.search.parse import MAX_LENGTH
from directory.search.query import MAX_OFFSET, Sort
from directory.search.request import MAX_PER_PAGE, MAX_RADIUS_KM, PER_PAGE, SearchRequest

if TYPE_CHECKING:
    from pydantic.config import JsonDict, JsonValue

MIN_RADIUS_KM = 0.1
MAX_PRICE = 100_000

LISTS = (
    "kind",
    "profession",
    "modality",
    "condition",
    "region",
    "method",
    "stage",
    "payment",
    "language",
)
ANSWERS = ("telehealth", "accepting", "verified")

Answer = Annotated[
    Literal["yes", "no"] | None,
    BeforeValidator(yes_or_no),
    WithJsonSchema({"type": "string", "enum": [*YES, *NO]}),
]
Order = Annotated[Sort, WithJsonSchema({"type": "string", "enum": [str(sort) for sort in Sort]})]


def optional_number(*, least: float, most: float, about: str, example: float) -> Any:
    """Declare a number that may be left out, within its bounds."""
    schema: JsonDict = {"type": "number", "minimum": least, "maximum": most}
    return Field(
        default=None,
        ge=least,
        le=most,
        allow_inf_nan=False,
        description=about,
        examples=[example],
        json_schema_extra=schema,
    )


def any_of(name: str, about: str, example: str) -> Any:
    """Declare a comma-separated list of keys of which a listing needs one."""
    keys: list[JsonValue] = list(allowed_keys(name))
    schema: JsonDict = {
        "type": "array",
        "items": {"type": "string", "enum": keys},
        "maxItems": MAX_KEYS,
    }
    return Field(default=(), description=about, examples=[example], json_schema_extra=schema)


class PractitionerQuery(FormQuery):
    """Parameters of a search. All may be left out; one without a value counts as left out."""

    q: Text = Field(
        default="",
        max_length=MAX_LENGTH,
        description='What is wanted: words, "phrases" and -exclusions.',
        examples=["gait analysis knee pain"],
    )
    exact: Answer = Field(
        default=None,
        description="Search the words as typed: repair none, read no place in them.",
        examples=["no"],
    )
    near: Text = Field(
        default="",
        max_length=MAX_PLACE_LENGTH,
        description="A town, postal code, state or country. `lat` and `lon` win over it.",
        examples=["Portland, Oregon"],
    )
    country: CountryCode = Field(
        default=None,
        description="Where the asker is, by ISO 3166-1 code: decides between places of one name "
        "where `near` alone does not.",
        examples=["US"],
    )
    lat: float | None = optional_number(
        least=-MAX_LATITUDE,
        most=MAX_LATITUDE,
        about="Latitude in degrees; rounded to 2 decimals. Needs `lon`.",
        example=45.52,
    )
    lon: float | None = optional_number(
        least=-MAX_LONGITUDE,
        most=MAX_LONGITUDE,
        about="Longitude in degrees; rounded to 2 decimals. Needs `lat`.",
        example=-122.68,
    )
    radius_km: float | None = optional_number(
        least=MIN_RADIUS_KM,
        most=MAX_RADIUS_KM,
        about="How far away, in kilometres (40 by default). A state or a country has no radius.",
        example=25,
    )
    kind: Keys = any_of("kind", "Kinds of practitioner.", "therapist,running_coach")
    profession: Keys = any_of("profession", "Professions.", "physical_therapist")
    modality: Keys = any_of("modality", "Ways of treating.", "manual_therapy")
    condition: Keys = any_of("condition", "Conditions treated.", "patellofemoral_pain")
    region: Keys = any_of("region", "Links of the chain that are examined.", "hips,feet")
    method: Keys = any_of("method", "Ways of assessing.", "running_gait")
    stage: Keys = any_of("stage", "Stages served.", "mobility")
    payment: Keys = any_of("payment", "Payers and ways to pay.", "self_pay")
    language: Keys = any_of("language", "Languages spoken.", "en,es")
    max_price: float | None = optional_number(
        least=0,
        most=MAX_PRICE,
        about="Most a first visit may cost, in the currency of the place searched.",
        example=150,
    )
    telehealth: Answer = Field(default=None, description="Works by video.", examples=["yes"])
    accepting: Answer = Field(default=None, description="Takes new clients.", examples=["yes"])
    verified: Answer = Field(
        default=None,
        description="Has a licence, certificate or course record that was seen.",
        examples=["yes"],
    )
    min_score: float | None = optional_number(
        least=0, most=100, about="Least vetting score.", example=60
    )
    stated: Keys = any_of(
        "stated",
        "Filters for which listings that do not state the fact are left out; "
        "by default they are included and stand behind those that do.",
        "price,accepting",
    )
    sort: Order = Field(
        default=Sort.BEST,
        description="Order of the results.",
        examples=[Sort.BEST.value],
    )
    page: int = Field(
        default=1,
        ge=1,
        description="Page, from 1; pages end at 1,000 results.",
        examples=[1],
        json_schema_extra={"maximum": MAX_OFFSET},
    )
    per_page: int = Field(
        default=PER_PAGE, ge=1, le=MAX_PER_PAGE, description="Results on a page.", examples=[10]
    )

    @model_validator(mode="after")
    def check_together(self) -> PractitionerQuery:
        """Refuse half a position, and pages beyond the last that can be reached."""
        if (self.lat is None) != (self.lon is None):
            message = "give lat and lon together"
            raise ValueError(message)
        if (self.page - 1) * self.per_page >= MAX_OFFSET:
            message = f"page is too high: paging ends at {MAX_OFFSET} results"
            raise ValueError(message)
        return self

    def to_request(self) -> SearchRequest:
        """The request to the search service. Pure."""
        return SearchRequest(
            q=self.q,
            exact=self.exact == "yes",
            near=self.near,
            country_hint=self.country,
            point=self._point(),
            radius_km=self.radius_km,
            chosen=self._chosen(),
            max_price=self.max_price,
            min_score=self.min_score,
            stated_only=frozenset(self.stated),
            sort=self.sort,
            page=self.page,
            per_page=self.per_page,
        )

    def _point(self) -> GeoPoint | None:
        if self.lat is None or self.lon is None:
            return None
        return GeoPoint(self.lat, self.lon)

    def _chosen(self) -> dict[str, frozenset[str]]:
        lists = {name: frozenset(getattr(self, name)) for name in LISTS}
        answers = {name: frozenset({getattr(self, name)} - {None}) for name in ANSWERS}
        return {name: keys for name, keys in {**lists, **answers}.items() if keys}
