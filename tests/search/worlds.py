"""Small random worlds: documents, questions about them and changes to them."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import strategies as st

from directory.geo.area import Area
from directory.geo.point import GeoPoint
from directory.search.engine import Batch, Document, DocumentLocation
from directory.search.query import (
    FACETS,
    LIMITS,
    TEXT_FIELDS,
    Circle,
    Filters,
    Member,
    Query,
    Sort,
    TermGroup,
    Text,
)

TODAY = date(2026, 3, 1)
DENVER = GeoPoint(39.7392, -104.9903)

_POINTS = (
    DENVER,
    GeoPoint(39.9, -105.1),
    GeoPoint(40.5853, -105.0844),
    GeoPoint(-17.0, 179.99),
    GeoPoint(-17.0, -179.99),
    GeoPoint(-17.1, 180.0),
    GeoPoint(-17.1, -180.0),
    GeoPoint(89.9, 10.0),
    GeoPoint(89.9, -170.0),
    GeoPoint(-90.0, 0.0),
)
_RADII_KM = (0.0, 5.0, 40.0, 130.0, 1_500.0, 21_000.0)
_WORDS = ("Gait", "analysis", "knee", "knees", "pain", "running", "runner", "Zoë", "the", "O'Neil")
_FOLDED = ("gait", "analysis", "knee", "pain", "runner", "running", "zoe", "oneil", "absent")
_KEYS = ("a", "b", "c")
_REGIONS = (("US", "CO"), ("US", "OR"), ("US", ""), ("FJ", "C"), ("DE", "CO"))

_points = st.sampled_from(_POINTS)
_phrases = st.lists(st.sampled_from(_FOLDED), min_size=1, max_size=3).map(tuple)
_lines = st.lists(st.sampled_from(_WORDS), max_size=6).map(" ".join)
_texts = st.lists(_lines, max_size=3).map("\n".join)
_stated = st.lists(st.sampled_from(_KEYS), unique=True, max_size=3).map(tuple)
_scores = st.sampled_from((None, 20.0, 55.5, 90.0))
_keys = st.fixed_dictionaries(
    {"kind": st.just(("a",)), "verified": st.sampled_from((("yes",), ("no",)))},
    optional={facet: _stated for facet in FACETS if facet not in {"kind", "verified"}},
)


def _location(point, region, fee, currency):
    return DocumentLocation(point, region[0], region[1], fee, currency)


_locations = st.builds(
    _location,
    st.none() | _points,
    st.sampled_from(_REGIONS),
    st.sampled_from((None, 50.0, 80.5, 120.0)),
    st.sampled_from((None, "USD", "EUR")),
)
_ids = st.integers(0, 14).map(lambda number: str(UUID(int=number << 90 | 7)))

documents = st.builds(
    Document,
    id=_ids,
    version=st.integers(1, 3),
    texts=st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("name", "craft", "focus", "bio"), _texts)
    ),
    keys=_keys,
    locations=st.lists(_locations, max_size=3).map(tuple),
    states_methods=st.booleans(),
    score=_scores,
    score_low=_scores,
    score_is_new=st.booleans(),
    confirmed_on=st.none() | st.sampled_from([TODAY + timedelta(d) for d in (-2000, -300, 0, 9)]),
)
crowds = st.lists(documents, max_size=12, unique_by=lambda document: document.id)
batches = st.builds(
    Batch,
    documents=st.lists(documents, max_size=5).map(tuple),
    removed=st.frozensets(_ids, max_size=3),
)

beginnings = st.lists(
    st.sampled_from(_FOLDED).flatmap(lambda word: st.integers(1, 5).map(lambda n: word[:n])),
    min_size=1,
    max_size=2,
)
"""What visitors type of a name."""

_fields = st.sampled_from((TEXT_FIELDS, ("name",), ("craft", "focus", "bio")))
_members = st.builds(Member, _phrases, st.sampled_from((1.0, 0.4)), _fields)
_groups = st.builds(
    TermGroup,
    st.just("asked"),
    st.lists(_members, min_size=1, max_size=3).map(tuple),
    st.booleans(),
    st.sampled_from((1.0, 0.3)),
)
_questions = st.builds(
    Text,
    st.lists(_groups, max_size=3).map(tuple),
    st.lists(_phrases, max_size=1).map(tuple),
    st.lists(_groups, max_size=1).map(tuple),
)
_places = st.one_of(
    st.none(),
    st.builds(Circle, _points, st.sampled_from(_RADII_KM)),
    st.builds(Area, st.sampled_from(("US", "FJ")), st.sampled_from((None, "CO", "C"))),
)
_filters = st.builds(
    Filters,
    chosen=st.dictionaries(
        st.sampled_from(FACETS), st.frozensets(st.sampled_from((*_KEYS, "yes")), min_size=1)
    ),
    max_price=st.sampled_from((None, None, 60.0, 80.5)),
    currency=st.sampled_from((None, "USD")),
    min_score=st.sampled_from((None, None, 55.5)),
    stated_only=st.frozensets(st.sampled_from((*FACETS, *LIMITS, "text"))),
)
queries = st.builds(
    Query,
    today=st.just(TODAY),
    text=_questions,
    where=_places,
    filters=st.just(Filters()) | _filters,
    unstated_professions=st.frozensets(st.sampled_from(_KEYS)),
    sort=st.sampled_from(Sort),
    offset=st.sampled_from((0, 0, 0, 2, 5, 1_000)),
    limit=st.sampled_from((10, 1, 3)),
)


def public_id(number):
    """A valid public id, different for each number."""
    return str(UUID(int=number << 64 | 4 << 76))


def document(number=1, *, point=DENVER, version=1, states_methods=True, **what_matters):
    """A plausible document; a test states only what matters to it."""
    facts = {
        "texts": {"name": f"Person {number}", "craft": "Physical therapist", "focus": "Knee pain"},
        "keys": {
            "kind": ("therapist",),
            "profession": ("physical_therapist",),
            "verified": ("no",),
        },
        "locations": (DocumentLocation(point, "US", "CO"),),
    } | what_matters
    return Document(id=public_id(number), version=version, states_methods=states_methods, **facts)


def asking(*phrases, **what_matters):
    """A question for words, each a group of its own."""
    groups = tuple(TermGroup(phrase, (Member(tuple(phrase.split())),)) for phrase in phrases)
    return Query(today=TODAY, text=Text(groups), **what_matters)
