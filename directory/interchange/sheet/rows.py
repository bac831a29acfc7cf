"""Reads one row of the table: what it says about the person, and about the place of work. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from directory.geo.point import CoordinatesOutOfRange, GeoPoint
from directory.interchange.sheet import contact, numbers
from directory.interchange.sheet.answers import NotAnAnswer, answer, is_unstated, kind_of
from directory.interchange.sheet.areas import country_code
from directory.interchange.sheet.cells import SEPARATOR, unguarded
from directory.interchange.sheet.columns import VOCABULARIES
from directory.interchange.sheet.folding import fold, many_lines, one_line, shortened
from directory.interchange.sheet.record import SheetPerson, SheetPlace
from directory.interchange.sheet.remarks import Flaw, RowRejected
from directory.interchange.sheet.terms import list_of, profession_of
from directory.practitioners.models import Precision

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ID_LENGTH = 120
BIO_LENGTH = 50_000
_NO_TEXT = frozenset({"n/a", "#n/a", "none", "null", "-", "--", "?"})
"""What says nothing in a column of names; fewer words than in others, as towns are called Nan."""

_NAMIBIA = "NA"


@dataclass(slots=True)
class Row:
    """The cells of one row, and what was odd about those read so far.

    Attributes:
        flaws: Each with its column and the text in question.
        free: Free tags that were kept, each after its vocabulary.
    """

    cells: Mapping[str, str]
    flaws: list[tuple[Flaw, str, str]] = field(default_factory=list)
    free: list[tuple[str, str]] = field(default_factory=list)

    def raw(self, column: str) -> str:
        """A cell as it was before it was made safe for spreadsheets."""
        return unguarded(self.cells.get(column, ""))

    def text(self, column: str, length: int = 200) -> str:
        """A cell on one line, cut where the database would not take it."""
        whole = one_line(self.raw(column))
        if whole.lower() in _NO_TEXT:
            return ""
        cut = shortened(whole, length)
        if cut != whole:
            self.note(Flaw.TEXT_CUT, column, whole)
        return cut

    def stated(self, column: str) -> str:
        """A cell on one line, or nothing where it says that there is nothing to say."""
        text = one_line(self.raw(column))
        return "" if is_unstated(text) else text

    def note(self, flaw: Flaw, column: str, value: str) -> None:
        """Keep in mind what was odd."""
        self.flaws.append((flaw, column, value))

    def answer(self, column: str) -> bool | None:
        """Yes, no or not stated."""
        text = one_line(self.raw(column))
        try:
            return answer(text)
        except NotAnAnswer:
            self.note(Flaw.UNCLEAR_ANSWER, column, text)
            return None

    def checked(self, column: str, check: Callable[[str], str | None], flaw: Flaw) -> str | None:
        """A cell that a check may change or refuse."""
        text = self.stated(column)
        if not text:
            return None
        kept = check(text)
        if kept is None:
            self.note(flaw, column, text)
        return kept

    def listed(self, column: str, vocabulary: str) -> tuple[str, ...]:
        """The keys and free tags of a list's cell."""
        cell = many_lines(self.raw(column))
        if SEPARATOR not in cell and is_unstated(cell):
            return ()
        terms = list_of(vocabulary, cell)
        for tag in terms.free:
            self.note(Flaw.FREE_TERM, column, tag)
            self.free.append((column, tag))
        for text in terms.cut:
            self.note(Flaw.TEXT_CUT, column, text)
        if terms.surplus:
            self.note(Flaw.LIST_CUT, column, terms.surplus)
        return tuple(terms.stated)


def read_id(row: Row) -> str:
    """The row's own external_id; empty if it has none.

    Raises:
        RowRejected: It is too long.
    """
    external_id = row.stated("external_id")
    if len(external_id) > ID_LENGTH:
        raise RowRejected(Flaw.BAD_ID, "external_id", external_id)
    return external_id


def derived_id(row: Row) -> str:
    """An id for a row without one: the same as long as kind, name and place are.

    The hash of what they say, without case, accents and punctuation.
    """
    place = [fold(row.stated(column)) for column in ("city", "postal_code", "country")]
    if not any(place[:2]):
        place += [one_line(row.raw(column)) for column in ("latitude", "longitude")]
    said = [fold(row.stated("kind")), fold(row.stated("name")), *place]
    return f"auto-{hashlib.sha256('|'.join(said).encode()).hexdigest()[:20]}"


def read_person(row: Row) -> SheetPerson:
    """What the row says about the person.

    Raises:
        RowRejected: Name or kind is missing.
    """
    name = row.text("name")
    if not fold(name):
        raise RowRejected(Flaw.NO_NAME, "name", name)
    kind = kind_of(row.raw("kind"))
    if kind is None:
        raise RowRejected(Flaw.UNKNOWN_KIND, "kind", one_line(row.raw("kind")))
    stated = row.stated("profession")
    profession, is_free = profession_of(stated, kind)
    if is_free:
        row.note(Flaw.FREE_TERM, "profession", profession)
        row.free.append(("profession", profession))
        if len(profession) < len(stated):
            row.note(Flaw.TEXT_CUT, "profession", stated)
    terms = [(name, row.listed(column, name)) for column, name in VOCABULARIES.items()]
    return SheetPerson(
        name=name,
        kind=kind,
        profession=profession,
        credentials=row.text("credentials"),
        bio=_bio(row),
        email=row.checked("email", contact.email, Flaw.EMAIL_DROPPED),
        website=row.checked("website", contact.website, Flaw.WEBSITE_DROPPED),
        telehealth=row.answer("telehealth"),
        accepting=row.answer("accepting_new_clients"),
        terms=tuple((name, keys) for name, keys in terms if keys),
    )


def read_place(row: Row) -> SheetPlace:
    """What the row says about the place of work, with its coordinates only if they are stated.

    Raises:
        RowRejected: The coordinates are no place on the earth.
    """
    country = _country(row)
    point = _point(row)
    first, next_ = (_price(row, column) for column in ("price_first_visit", "price_next_visit"))
    return SheetPlace(
        name=row.text("practice_name"),
        street=row.text("street"),
        city=row.text("city", 120),
        region=row.text("region_code", 120),
        postal_code=row.text("postal_code", 16),
        country=country,
        point=point,
        precision=Precision.EXACT if point else None,
        phone=row.checked("phone", contact.phone, Flaw.PHONE_DROPPED),
        fee_first=first,
        fee_next=next_,
        currency=_currency(row, country),
        payers=tuple(sorted(row.listed("insurers", "payer"))),
        self_pay=row.answer("self_pay"),
        sliding_scale=row.answer("sliding_scale"),
    )


def _bio(row: Row) -> str:
    whole = many_lines(row.raw("bio"))
    if len(whole) > BIO_LENGTH:
        row.note(Flaw.TEXT_CUT, "bio", whole)
    return whole[:BIO_LENGTH]


def _country(row: Row) -> str:
    text = row.stated("country")
    if row.raw("country") == _NAMIBIA:
        return _NAMIBIA
    code = country_code(text)
    if text and not code:
        row.note(Flaw.COUNTRY_UNKNOWN, "country", text)
    return code


def _point(row: Row) -> GeoPoint | None:
    texts = {column: row.stated(column) for column in ("latitude", "longitude")}
    values = [_degrees(column, text) for column, text in texts.items() if text]
    if not values:
        return None
    if len(values) == 1 or values == [0, 0]:
        row.note(Flaw.HALF_COORDINATES, "latitude, longitude", ", ".join(texts.values()))
        return None
    try:
        return GeoPoint(*values)
    except CoordinatesOutOfRange as error:
        shown = ", ".join(texts.values())
        raise RowRejected(Flaw.BAD_COORDINATES, "latitude, longitude", shown) from error


def _degrees(column: str, text: str) -> float:
    try:
        return numbers.degrees(text)
    except numbers.NotANumber as error:
        raise RowRejected(Flaw.BAD_COORDINATES, column, text) from error


def _price(row: Row, column: str) -> float | None:
    text = row.stated(column)
    try:
        return numbers.price(text) if text else None
    except numbers.NotANumber:
        row.note(Flaw.UNCLEAR_PRICE, column, text)
        return None


def _currency(row: Row, country: str) -> str | None:
    text = row.stated("currency")
    if text:
        code = numbers.currency(text, country)
        if code is None:
            row.note(Flaw.UNCLEAR_CURRENCY, "currency", text)
        return code
    prices = " ".join(row.raw(column) for column in ("price_first_visit", "price_next_visit"))
    return numbers.currency_in(prices, country)
