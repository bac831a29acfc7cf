"""Valid rows for tests: a test states only what matters to it, the rest is filled in.

Every function plants its row and flushes it; the caller commits. A session that is not in a
writing transaction begins one.
"""

from itertools import count

from directory.geo.point import GeoPoint
from directory.practitioners.models import (
    Licence,
    Location,
    LocationPayer,
    Practitioner,
    Precision,
    Status,
    Term,
)
from directory.practitioners.service import free_slug, mark_changed
from directory.practitioners.vocabulary import Kind
from tests.databases import ensure_writing

DENVER = GeoPoint(39.7392, -104.9903)
"""Where a location stands unless a test says otherwise."""

_GIVEN = ("Ada", "Bram", "Chloe", "Dario", "Esther", "Farid", "Greta", "Hugo")
_FAMILY = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Ivy")
_numbers = count()


def make_practitioner(session, *, locations=None, terms=None, **what_matters):
    """Plant a published therapist with one location in Denver.

    Args:
        session: The open session.
        locations: Location columns as dicts (`point` and `payers` too), one each; () plants none.
        terms: Keys stated, per vocabulary: `{"modality": ["gait_analysis"]}`.
        **what_matters: Columns of the practitioner.
    """
    ensure_writing(session)
    number = next(_numbers)
    given, family = _GIVEN[number % len(_GIVEN)], _FAMILY[number % len(_FAMILY)]
    columns = {
        "kind": Kind.THERAPIST,
        "name": f"{given} {family}",
        "profession": "physical_therapist",
        "credentials": "DPT",
        "status": Status.PUBLISHED,
        "source": "submission",
    } | what_matters
    practitioner = Practitioner(**columns)
    practitioner.locations = [
        _location(position, **stated)
        for position, stated in enumerate([{}] if locations is None else locations)
    ]
    practitioner.terms = [
        Term(vocabulary=vocabulary, key=key, position=position)
        for vocabulary, keys in (terms or {}).items()
        for position, key in enumerate(keys)
    ]
    if "slug" not in columns:
        place = practitioner.locations[0].city if practitioner.locations else ""
        practitioner.slug = free_slug(session, practitioner.name, place)
    session.add(practitioner)
    mark_changed(session, practitioner)
    session.flush()
    return practitioner


def make_location(session, practitioner, **what_matters):
    """Plant a further place of work of a practitioner."""
    ensure_writing(session)
    location = _location(len(practitioner.locations), **what_matters)
    practitioner.locations.append(location)
    mark_changed(session, practitioner)
    session.flush()
    return location


def make_term(session, practitioner, vocabulary, key, note=None):
    """Let a practitioner state one more entry of a vocabulary."""
    ensure_writing(session)
    position = len(practitioner.keys(vocabulary))
    term = Term(vocabulary=vocabulary, key=key, position=position, note=note)
    practitioner.terms.append(term)
    mark_changed(session, practitioner)
    session.flush()
    return term


def make_licence(session, practitioner, **what_matters):
    """Plant a licence of a practitioner."""
    ensure_writing(session)
    columns = {"title": "Physical therapist", "source": "submission"} | what_matters
    licence = Licence(**columns)
    practitioner.licences.append(licence)
    session.flush()
    return licence


def make_noise(session, how_many=3):
    """Plant practitioners that no test looks for, far from Denver."""
    return [
        make_practitioner(
            session,
            name=f"Noise Neighbour{number}",
            locations=[{"city": "Perth", "country": "AU", "point": GeoPoint(-31.95, 115.86)}],
        )
        for number in range(how_many)
    ]


def _location(position, *, point=DENVER, payers=(), **what_matters):
    columns = {
        "position": position,
        "name": "Practice",
        "street": "1 Main Street",
        "city": "Denver",
        "region": "Colorado",
        "region_code": "CO",
        "postal_code": "80202",
        "country": "US",
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "precision": Precision.EXACT if point else None,
        "source": "submission",
    } | what_matters
    return Location(payers=[LocationPayer(payer=payer) for payer in payers], **columns)
