"""A state, a province or a whole country as a place to search in. Pure.

Such a place has no radius: what lies in it is decided by the region a location states.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """A country, or one of its states, provinces or regions. Pure.

    Attributes:
        country: ISO 3166-1 alpha-2 code, capitals.
        admin1: The region's code within the country: the part of its ISO 3166-2 code after the
            hyphen ("OR" of US-OR) or, where it has none, GeoNames' code. `None` is the country.
        country_name: In English.
        admin1_name: The region's full name ("Oregon"); `None` for a country.
    """

    country: str
    admin1: str | None = None
    country_name: str = ""
    admin1_name: str | None = None

    @property
    def code(self) -> str:
        """The ISO 3166 form: "US-OR" for a region, "US" for a country."""
        return self.country if self.admin1 is None else f"{self.country}-{self.admin1}"

    @property
    def name(self) -> str:
        """What people call it: "Oregon", "Germany"; the code where no name is known."""
        return self.admin1_name or (self.country_name if self.admin1 is None else "") or self.code

    def contains(self, country: str, admin1: str | None) -> bool:
        """Tell whether a location that states this country and region lies in the area. Pure."""
        return self.country == country and self.admin1 in {None, admin1}
