"""Stand-ins at the ports: an engine that answers what it is told, places that know a few towns."""

from directory.geo.area import Area
from directory.geo.failures import PlaceNotFound
from directory.geo.place import Place, Resolution
from directory.geo.point import GeoPoint
from directory.search.engine import EngineState, SearchUnavailable
from directory.search.query import Hit, Page
from directory.search.spelling import IndexWords

DENVER = Place(
    name="Denver",
    point=GeoPoint(39.7392, -104.9903),
    precision="city",
    country="US",
    country_name="United States",
    admin1="Colorado",
    admin1_code="CO",
)
OTHER_DENVER = Place(
    name="Denver",
    point=GeoPoint(40.2334, -76.1372),
    precision="city",
    country="US",
    country_name="United States",
    admin1="Pennsylvania",
    admin1_code="PA",
)
COLORADO = Place(
    name="Colorado",
    point=DENVER.point,
    precision="admin1",
    country="US",
    country_name="United States",
    admin1="Colorado",
    admin1_code="CO",
    area=Area("US", "CO", "United States", "Colorado"),
)

SALEM_INDIA = Place(
    "Salem", GeoPoint(11.65, 78.16), "city", "IN", "India", "Tamil Nādu", population=917_414
)
SALEM_OREGON = Place(
    "Salem", GeoPoint(44.94, -123.04), "city", "US", "United States", "Oregon", population=175_535
)


class FakeEngine:
    """Answers every query with one page, and keeps what it was asked."""

    def __init__(self):
        self.page = Page(total=0)
        self.queries = []
        self.failure = None
        self.strange = {}  # words no listing has, with the words that listings have instead

    def finds(self, *practitioners, distance_km=4.2, unstated=frozenset(), **what_matters):
        """Let the engine find these listings."""
        hits = tuple(
            Hit(str(one.public_id), 0, distance_km, 0.5, unstated) for one in practitioners
        )
        self.page = Page(total=len(hits), hits=hits, matched=len(hits), **what_matters)

    def has(self, word):
        if self.failure:
            raise self.failure
        return word not in self.strange

    def words(self):
        assert self.strange, "every word is known: none is to be repaired"
        return IndexWords({}, dict.fromkeys(self.strange.values(), 1))

    def search(self, query):
        if self.failure:
            raise self.failure
        self.queries.append(query)
        return self.page

    def state(self):
        if isinstance(self.failure, SearchUnavailable):
            raise self.failure
        return EngineState("fake", 1, self.page.total)


class FakePlaces:
    """Knows Denver, its namesake and Colorado, and is not sure of Salem."""

    def resolve(self, text):
        if text == "Denver":
            return Resolution(DENVER, (OTHER_DENVER,), confident=True)
        if text in {"Colorado", "Colorado (state)"}:
            return Resolution(COLORADO)
        if text == "Salem":
            return Resolution(SALEM_INDIA, (SALEM_OREGON,), confident=False)
        message = f"No place called {text[:40]!r} is known."
        raise PlaceNotFound(message, suggestions=("Denver",))

    def suggest(self, text, *, country_hint=None):
        known = (DENVER, COLORADO)
        return tuple(p for p in known if p.name.casefold().startswith(text.casefold()))

    def largest_towns(self, center, radius_km, count):
        return (DENVER,)[:count] if DENVER.point.distance_km(center) <= radius_km else ()

    def reverse(self, point):
        if point.distance_km(DENVER.point) < 100:
            return DENVER
        message = "There is no town near."
        raise PlaceNotFound(message)
