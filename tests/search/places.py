"""A place finder for tests that knows four places."""

from directory.geo.area import Area
from directory.geo.failures import PlaceNotFound
from directory.geo.place import Place, Resolution
from directory.geo.point import GeoPoint
from tests.factories import DENVER

DENVER_PLACE = Place("Denver", DENVER, "city", "US", "United States", "Colorado", "CO")
DENVER_NC = Place(
    "Denver", GeoPoint(35.53, -81.03), "city", "US", "United States", "North Carolina", "NC"
)
BERLIN = Place("Berlin", GeoPoint(52.52, 13.405), "city", "DE", "Germany", "Berlin", "BE")
COLORADO = Place(
    "Colorado",
    DENVER,
    "admin1",
    "US",
    "United States",
    "Colorado",
    "CO",
    area=Area("US", "CO", "United States", "Colorado"),
)
HIGH_SEAS = Place("0, 0", GeoPoint(0.0, 0.0), "coordinates", "", "")
NOWHERE = GeoPoint(-60.0, -120.0)
VATICAN = Place("Vatican City", None, "country", "VA", "Vatican City")


class FakePlaces:
    """Answers as the gazetteer does; a position is in Denver, at sea or nowhere."""

    def resolve(self, text):
        known = {
            "Denver": Resolution(DENVER_PLACE, (DENVER_NC,)),
            "Berlin": Resolution(BERLIN),
            "Colorado": Resolution(COLORADO),
            "Vatican": Resolution(VATICAN),
        }
        if text not in known:
            raise PlaceNotFound(text)
        return known[text]

    def suggest(self, text, *, country_hint=None):
        known = (DENVER_PLACE, BERLIN, COLORADO)
        return tuple(p for p in known if p.name.casefold().startswith(text.casefold()))

    def largest_towns(self, center, radius_km, count):
        known = (DENVER_PLACE, BERLIN)
        return tuple(p for p in known if p.point.distance_km(center) <= radius_km)[:count]

    def reverse(self, point):
        if point == NOWHERE:
            raise PlaceNotFound(str(point))
        return DENVER_PLACE if point.distance_km(DENVER) < 100 else HIGH_SEAS
