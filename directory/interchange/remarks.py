"""What can be wrong with a row of a file, each under its own name, and what to do about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a row was rejected, or kept with a remark; the values are keys of the run's counts."""

    UNREADABLE = "unreadable"
    WRONG_WIDTH = "wrong_width"
    BAD_NPI = "bad_npi"
    UNKNOWN_ENTITY = "unknown_entity"
    NO_NAME = "no_name"
    NO_ADDRESS = "no_address"
    CLINIC_CODE_ON_PERSON = "clinic_code_on_person"
    ZIP_STATE_CONFLICT = "zip_state_conflict"
    PLACE_UNKNOWN = "place_unknown"
    HOME_UNPLACED = "home_unplaced"
    PHONE_DROPPED = "phone_dropped"
    DUPLICATE = "duplicate"

    @property
    def text(self) -> str:
        """The reason in a sentence."""
        return _TEXTS[self][0]

    @property
    def advice(self) -> str:
        """What one can do about it."""
        return _TEXTS[self][1]


_TEXTS = {
    Reason.UNREADABLE: (
        "The line cannot be read as CSV.",
        "Look for a quotation mark that is not closed on this line or before it.",
    ),
    Reason.WRONG_WIDTH: (
        "The row has not as many columns as the header.",
        "Look for a broken line or a comma outside quotation marks; download the file again.",
    ),
    Reason.BAD_NPI: (
        "The NPI is not ten digits with the right check digit.",
        "Compare it with the registry; the row was mistyped or cut.",
    ),
    Reason.UNKNOWN_ENTITY: (
        "The entity type is neither 1 (person) nor 2 (organisation).",
        "Look the NPI up in the registry.",
    ),
    Reason.NO_NAME: (
        "Neither a name nor another name is given.",
        "Look the NPI up in the registry; the next file may have the name.",
    ),
    Reason.NO_ADDRESS: (
        "The practice address has neither ZIP code nor town.",
        "Look the NPI up in the registry; the mailing address is never used instead.",
    ),
    Reason.CLINIC_CODE_ON_PERSON: (
        "A person gives only the code of a clinic.",
        "Nothing needs to be done; the profession is not known.",
    ),
    Reason.ZIP_STATE_CONFLICT: (
        "ZIP code and state do not belong together; the ZIP code was trusted.",
        "Check the address and correct the listing if the state was right.",
    ),
    Reason.PLACE_UNKNOWN: (
        "Neither ZIP code nor town is in the place data; the listing has no coordinates.",
        "Build newer place data and import again; until then it is found by words, not by distance.",
    ),
    Reason.HOME_UNPLACED: (
        "It may be a home and its town is not in the place data; the listing has no coordinates.",
        "Check how the town is spelled; the ZIP code's place is not shown for what may be a home.",
    ),
    Reason.PHONE_DROPPED: (
        "The phone number cannot be one and was left out.",
        "Nothing needs to be done; the owner can state it.",
    ),
    Reason.DUPLICATE: (
        "The NPI stands more than once in the file; the row with the latest date counts.",
        "Nothing needs to be done unless the rows differ.",
    ),
}


class RowRejected(ValueError):
    """A row that cannot become a listing."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.text)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the rejects file: what is wrong with which row, and whether the rest went in."""

    line: int
    npi: str
    reason: Reason
    kept: bool
