"""What can be wrong with a row of the table, each under its own name, and what to do. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from directory.interchange.sheet.cells import guarded
from directory.interchange.sheet.folding import one_line, shortened

HEADER = (
    "line",
    "external_id",
    "outcome",
    "reason",
    "column",
    "value",
    "explanation",
    "what_to_do",
)
"""Columns of the file of rejected and odd rows."""

_SHOWN = 120


class Flaw(StrEnum):
    """Why a row was rejected, or kept with a remark; the values are keys of the run's counts."""

    UNREADABLE = "unreadable"
    TOO_WIDE = "too_wide"
    NO_NAME = "no_name"
    UNKNOWN_KIND = "unknown_kind"
    NO_PLACE = "no_place"
    BAD_COORDINATES = "bad_coordinates"
    BAD_ID = "bad_id"
    REPEATED_ID = "repeated_id"
    SAME_ROW = "same_row"
    FREE_TERM = "free_term"
    HALF_COORDINATES = "half_coordinates"
    REGION_UNKNOWN = "region_unknown"
    PLACE_UNKNOWN = "place_unknown"
    ZIP_STATE_CONFLICT = "zip_state_conflict"
    COUNTRY_UNKNOWN = "country_unknown"
    UNCLEAR_ANSWER = "unclear_answer"
    UNCLEAR_PRICE = "unclear_price"
    UNCLEAR_CURRENCY = "unclear_currency"
    PHONE_DROPPED = "phone_dropped"
    EMAIL_DROPPED = "email_dropped"
    WEBSITE_DROPPED = "website_dropped"
    TEXT_CUT = "text_cut"
    LIST_CUT = "list_cut"
    PERSON_DIFFERS = "person_differs"

    @property
    def text(self) -> str:
        """The reason in a sentence."""
        return _TEXTS[self][0]

    @property
    def advice(self) -> str:
        """What one can do about it."""
        return _TEXTS[self][1]

    @property
    def rejects(self) -> bool:
        """Whether a row is left out for it."""
        return self in _REJECTING


_REJECTING = frozenset(
    {
        Flaw.UNREADABLE,
        Flaw.TOO_WIDE,
        Flaw.NO_NAME,
        Flaw.UNKNOWN_KIND,
        Flaw.BAD_COORDINATES,
        Flaw.BAD_ID,
        Flaw.REPEATED_ID,
    }
)


_TEXTS = {
    Flaw.UNREADABLE: (
        "The line cannot be read as CSV.",
        "Look for a quotation mark that is not closed on this line, or a row of over 200,000 characters.",
    ),
    Flaw.TOO_WIDE: (
        "The row has more cells than the header has columns.",
        "Look for a separator outside quotation marks.",
    ),
    Flaw.NO_NAME: ("The row has no name.", "Fill in the column name."),
    Flaw.UNKNOWN_KIND: (
        "The kind is none of therapist, movement_coach and running_coach.",
        "Write one of the three in the column kind.",
    ),
    Flaw.NO_PLACE: (
        "The row has neither city, postal code nor coordinates: no search near a town finds it.",
        "Fill in one of them, or yes in the column telehealth.",
    ),
    Flaw.BAD_COORDINATES: (
        "A coordinate is no number of degrees, or no place on the earth.",
        "Latitudes lie between -90 and 90, longitudes between -180 and 180; perhaps they are swapped.",
    ),
    Flaw.BAD_ID: (
        "The external_id is longer than 120 characters.",
        "Give the row a shorter one, and keep it from then on.",
    ),
    Flaw.REPEATED_ID: (
        "The external_id (or, without one, the name and place) already stands for another row.",
        "Let rows of one person follow one another; give different people different ids.",
    ),
    Flaw.SAME_ROW: (
        "The row gives no other place of work than the rows before.",
        "Nothing needs to be done; it was taken once.",
    ),
    Flaw.FREE_TERM: (
        "The entry is not in the vocabulary; it was kept as a free tag.",
        "It is found as text. To make it a filter too, use an entry of the vocabulary.",
    ),
    Flaw.HALF_COORDINATES: (
        "Latitude or longitude stands alone, or both are 0; they were not used.",
        "Fill in both, or none; the place is then found by postal code and city.",
    ),
    Flaw.REGION_UNKNOWN: (
        "The region is none of the country's states or provinces; it was kept as text.",
        "If it is a county or district, nothing needs to be done: the town tells the state.",
    ),
    Flaw.PLACE_UNKNOWN: (
        "Neither postal code nor city was found in the place data; the place has no coordinates.",
        "Check the spelling and the country, or fill in latitude and longitude.",
    ),
    Flaw.ZIP_STATE_CONFLICT: (
        "Postal code and region do not belong together; the place is that of the postal code.",
        "Check the address.",
    ),
    Flaw.COUNTRY_UNKNOWN: (
        "The country is not known, or not stated and not clear from the place.",
        "Fill in its code of two letters, such as US.",
    ),
    Flaw.UNCLEAR_ANSWER: (
        "The cell says neither yes nor no; it was taken as not stated.",
        "Write yes or no, or leave the cell empty.",
    ),
    Flaw.UNCLEAR_PRICE: (
        "The price is not one number; it was taken as not stated.",
        "Write a number such as 120 or 120.50.",
    ),
    Flaw.UNCLEAR_CURRENCY: (
        "The currency is not known; it was taken as not stated.",
        "Write its code of three letters, such as USD.",
    ),
    Flaw.PHONE_DROPPED: (
        "The phone number cannot be one and was left out.",
        "Write it with its country code; format the column as text so that no digit is lost.",
    ),
    Flaw.EMAIL_DROPPED: ("The e-mail address cannot be one and was left out.", "Check it."),
    Flaw.WEBSITE_DROPPED: (
        "The website is no address of a page and was left out.",
        "Write it as in a browser's address line: https://name.example.",
    ),
    Flaw.TEXT_CUT: ("The text is too long; its end was cut off.", "Shorten it."),
    Flaw.LIST_CUT: (
        "The list has more than 100 entries; those after them were left out.",
        "Keep those that clients look for.",
    ),
    Flaw.PERSON_DIFFERS: (
        "The row says something else about the person than their first row, which counts.",
        "Nothing needs to be done unless the first row is the wrong one.",
    ),
}


class RowRejected(ValueError):
    """A row that cannot become a listing."""

    def __init__(self, flaw: Flaw, column: str = "", value: str = "") -> None:
        super().__init__(flaw.text)
        self.flaw = flaw
        self.column = column
        self.value = value


@dataclass(frozen=True, slots=True)
class SheetRemark:
    """A line of the file of rejected and odd rows."""

    line: int
    external_id: str
    flaw: Flaw
    column: str = ""
    value: str = ""

    @property
    def kept(self) -> bool:
        """Whether the rest of the row went in."""
        return not self.flaw.rejects

    def cells(self) -> tuple[object, ...]:
        """The line's cells, safe to open in a spreadsheet."""
        outcome = "kept" if self.kept else "rejected"
        flaw = self.flaw
        shown = [
            guarded(shortened(one_line(text), _SHOWN)) for text in (self.external_id, self.value)
        ]
        return (
            self.line,
            shown[0],
            outcome,
            flaw.value,
            self.column,
            shown[1],
            flaw.text,
            flaw.advice,
        )
