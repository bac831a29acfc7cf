"""Tables for tests: valid listings made up by hypothesis, and ways to read and write them."""

import io

from hypothesis import strategies as st

from directory.geo.point import GeoPoint
from directory.interchange.sheet import contact
from directory.interchange.sheet.answers import is_unstated
from directory.interchange.sheet.areas import region_of
from directory.interchange.sheet.columns import VOCABULARIES
from directory.interchange.sheet.folding import fold, one_line
from directory.interchange.sheet.placing import Placer
from directory.interchange.sheet.reading import SheetFile
from directory.interchange.sheet.record import SheetListing, SheetPerson, SheetPlace
from directory.interchange.sheet.terms import UNSTATED_PROFESSIONS, known_key
from directory.interchange.sheet.writing import write_table
from directory.practitioners.models import Precision
from directory.practitioners.vocabulary import Kind, vocabulary

BESIDE_PLACES = Placer(None)

_SEEN = st.characters(exclude_categories=("Cc", "Cf", "Cs"))
_NASTY = st.sampled_from(
    ["=1+1", "'=x", "''=x", "-5", "+49 1", "@x", 'a"b', '"', "a;b", "a\\;b", "\\", "a,b", "a|b", "'",
     "é", "ß", "李", "👩\u200d⚕\ufe0f", "-", "NULL?", "sep=;", "\u00a0x"]
)  # fmt: skip


def _point(at):
    latitude, longitude = at
    return GeoPoint(latitude + 0.0, longitude + 0.0)  # SQLite knows no negative zero


def _no_word_for_nothing(text):
    return not is_unstated(text) and text.lower() not in {"#n/a", "--"}


def _lines(most, *, empty=True):
    """Text on one line as the directory keeps it."""
    pieces = st.lists(st.text(_SEEN, max_size=8) | _NASTY, max_size=4).map(" ".join).map(one_line)
    lines = pieces.map(lambda text: text[:most].strip()).filter(_no_word_for_nothing)
    return st.just("") | lines if empty else lines


def _listed(name):
    """Entries and free tags of one vocabulary, each once."""
    most = 60 if name == "payer" else 80
    free = _lines(most, empty=False).filter(lambda tag: known_key(name, tag) is None)
    items = st.sampled_from(list(vocabulary(name).entries)) | free.filter(fold)
    return st.lists(items, max_size=4, unique=True).map(tuple)


_BIOS = st.lists(_lines(60) | st.sampled_from(["\n", "\r\n", "\t", "\r", " "]), max_size=6)
_ANSWERS = st.sampled_from([None, True, False])
_FEES = st.none() | st.integers(0, 99_999_999).map(lambda cents: cents / 100)
_POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180)).filter(any).map(_point)
_PHONES = st.none() | st.text("0123456789 +()-.", min_size=3, max_size=30).map(str.strip).filter(
    lambda text: contact.phone(text) == text
)
_KINDS = st.sampled_from(Kind)


@st.composite
def places(draw, *, somewhere=True):
    """One place of work, on the map or at least with a town or a postal code."""
    country = draw(st.sampled_from(["US", "DE", "NA", "GB"]))
    point = draw(st.none() | _POINTS)
    must = somewhere and point is None
    regions = st.sampled_from(["", "CO", "BY", "X1", "West Yorkshire"]) | _lines(120)
    code, region = region_of(draw(regions), country)
    return SheetPlace(
        name=draw(_lines(200)),
        street=draw(_lines(200)),
        city=draw(_lines(120, empty=not must)),
        region=region,
        region_code=code,
        postal_code=draw(st.sampled_from(["", "80202", "00501"]) | _lines(16)),
        country=country,
        point=point,
        precision=Precision.EXACT if point else None,
        phone=draw(_PHONES),
        fee_first=draw(_FEES),
        fee_next=draw(_FEES),
        currency=draw(st.sampled_from([None, "USD", "EUR", "XYZ"])),
        payers=tuple(sorted(draw(_listed("payer")))),
        self_pay=draw(_ANSWERS),
        sliding_scale=draw(_ANSWERS),
    )


@st.composite
def people(draw):
    """What a listing says about the person."""
    kind = draw(_KINDS)
    free = _lines(60, empty=False).filter(
        lambda text: fold(text) and not known_key("profession", text)
    )
    keys = st.sampled_from([*vocabulary("profession").entries, UNSTATED_PROFESSIONS[kind]])
    bio = "".join(draw(_BIOS))
    return SheetPerson(
        name=draw(_lines(150)) + draw(st.sampled_from(["Ada", "Łukasz", "李"])),
        kind=kind,
        profession=draw(keys | free),
        credentials=draw(_lines(200)),
        bio=bio if bio.strip() else "",
        email=draw(st.sampled_from([None, "a@b.example", "=x@b.example"])),
        website=draw(st.sampled_from([None, "https://a.example/?b=c,d;e", "http://a.example"])),
        telehealth=draw(_ANSWERS),
        accepting=draw(_ANSWERS),
        terms=tuple(
            (name, keys) for name in VOCABULARIES.values() if (keys := draw(_listed(name)))
        ),
    )


@st.composite
def listings(draw):
    """One listing with places that may be found, places that may not, or none at all."""
    where = draw(st.lists(places() | places(somewhere=False), max_size=3, unique=True))
    return SheetListing(draw(_lines(100, empty=False)), draw(people()), tuple(where))


def tables(most=8):
    """Listings with ids of their own."""
    return st.lists(listings(), max_size=most, unique_by=lambda listing: listing.external_id)


def written(some):
    """The table of listings, as bytes."""
    text = io.StringIO(newline="")
    for _ in write_table(some, text):
        pass
    return text.getvalue().encode()


def read(content, placer=BESIDE_PLACES):
    """Everything that a table says: listings and remarks, in order."""
    file = SheetFile(io.BufferedReader(io.BytesIO(content)))
    batches = list(file.batches(placer))
    return (
        [listing for batch in batches for listing in batch.listings],
        [remark for batch in batches for remark in batch.remarks],
    )


def table(*rows, header="name,kind,city,country", end="\n"):
    """A small table as text."""
    return end.join([header, *rows, ""])


def read_rows(*rows, header="name,kind,city,country"):
    """Read a small table."""
    return read(table(*rows, header=header).encode())
