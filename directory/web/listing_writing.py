"""A listing being written: its pages as they were sent, their forms, and what they say together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from werkzeug.datastructures import MultiDict

from directory.listings.content import KEYED, ListingContent, PlaceContent
from directory.listings.drafts import LICENCES, PLACES, STEPS, row_keys
from directory.web.forms.listing import AttestForm, CredentialsForm, LicenceForm, WhoForm
from directory.web.forms.listing_fields import one_line
from directory.web.forms.listing_places import FeesForm, PlaceForm, PracticalForm, WhereForm
from directory.web.forms.listing_work import LinkedHowForm, link_field
from directory.web.listing_places import find_place, located
from directory.web.listing_said import (
    claims_of,
    in_standing_order,
    said_of_fees,
    said_of_papers,
    said_of_person,
    said_of_place,
    said_of_practice,
    said_of_work,
    truth,
    typed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wtforms import Field, Form

    from directory.drafts import Fields
    from directory.geo.finder import PlaceFinder
    from directory.web.listing_places import Finding

_FORMS: dict[str, type[Form]] = {
    "who": WhoForm,
    "where": WhereForm,
    "how": LinkedHowForm,
    "fees": PracticalForm,
    "credentials": CredentialsForm,
    "preview": AttestForm,
}
_ROWS: dict[str, type[Form]] = {"where": PlaceForm, "fees": FeesForm, "credentials": LicenceForm}

FIRST_ROW = {PLACES: "new-1", LICENCES: "1"}
"""The row that a page shows before there are any."""


@dataclass(slots=True)
class Page:
    """One page with what was sent.

    Attributes:
        step: One of `STEPS`.
        form: What is asked once.
        rows: What is asked of each place or licence, by its key.
        findings: What the place finder made of each place that could be looked up.
    """

    step: str
    form: Form
    rows: dict[str, Form]
    findings: dict[str, Finding] = field(default_factory=dict)

    def faults(self) -> Iterator[tuple[Field, str]]:
        """Each field that has to be changed, and why, as they stand on the page."""
        for form in (*self.rows.values(), self.form):
            # The links of the chain were added to their form last, and are asked first.
            for asked in sorted(form, key=lambda one: not one.name.startswith(link_field(""))):
                if asked.errors:
                    yield asked, str(asked.errors[0])

    def row_of(self, asked: Field) -> int | None:
        """The number of the row that asks something, none where there are not several. Pure."""
        if len(self.rows) < 2:
            return None
        numbered = enumerate(self.rows.values(), 1)
        return next((number for number, form in numbered if asked in list(form)), None)

    @property
    def is_valid(self) -> bool:
        """Whether nothing has to be changed."""
        return next(self.faults(), None) is None


@dataclass(frozen=True, slots=True)
class Writing:
    """All pages as they were sent.

    Attributes:
        steps: Name of a page to its fields.
        places: Who finds places.
        base: The listing that is edited, none for a new one.
        prefilled: The pages as they would have been sent for it.
        country: Where the visitor's languages point to.
    """

    steps: Mapping[str, Fields]
    places: PlaceFinder
    base: ListingContent | None = None
    prefilled: Mapping[str, Fields] = field(default_factory=dict)
    country: str | None = None

    @property
    def is_begun(self) -> bool:
        """Whether the first page stands, without which nothing else can be sent."""
        return "who" in self.steps

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed that the listing does not say already."""
        return dict(self.steps) != dict(self.prefilled)

    @property
    def kind(self) -> str:
        """What kind of practitioner it is, as far as it was chosen."""
        return next(iter(self.steps.get("who", {}).get("kind", ())), "")

    def place_name(self, key: str) -> str:
        """What a place is called on the page about fees: its town, or nothing so far."""
        where = self.steps.get("where", {})
        named = (where.get(f"{key}-{name}", [""]) for name in ("name", "city"))
        return ", ".join(filter(None, (one_line(one[0]) for one in named if one)))

    def keys(self, step: str) -> list[str]:
        """Keys of the rows that a page asks about, in order; fees are asked of each place."""
        if step not in _ROWS:
            return []
        source = "where" if step == "fees" else step
        first = FIRST_ROW[LICENCES if step == "credentials" else PLACES]
        return row_keys(source, self.steps.get(source, {})) or [first]

    def page(self, step: str) -> Page:
        """A page with what was sent, nothing said about it yet."""
        fields: MultiDict[str, str] = MultiDict(dict(self.steps.get(step, {})))
        rows = {key: self._row(step, key, fields) for key in self.keys(step)}
        return Page(step, _FORMS[step](fields), rows)

    def judged(self, step: str) -> Page:
        """A page with what was sent, and what has to be changed.

        What stands in a listing already is never complained of: registers write much that a form
        would not take.
        """
        page = self.page(step)
        for form in (page.form, *page.rows.values()):
            form.validate()
        if step == "where":
            for key, form in page.rows.items():
                if not (form["city"].errors or form["country"].errors):
                    page.findings[key] = find_place(self.places, form, self._standing(key))
        before, now = self.prefilled.get(step, {}), self.steps.get(step, {})
        for asked, _words in list(page.faults()):
            if asked.name in before and before[asked.name] == now.get(asked.name):
                asked.errors = []
        return page

    def all_judged(self) -> dict[str, Page]:
        """Every page but the last with what has to be changed."""
        return {step: self.judged(step) for step in STEPS[:-1]}

    def content(self, pages: Mapping[str, Page]) -> ListingContent:
        """What the pages say together; a field that is not in order counts as not stated.

        Args:
            pages: As `all_judged` gives them.
        """
        where, papers = pages["where"], pages["credentials"]
        base = self.base or ListingContent(kind="", name="", profession="")
        said = said_of_person(pages["who"].form) | said_of_work(pages["how"].form)
        # A link that is named without a sentence stays so: there is no field to name it in.
        named = {link: "" for link, sentence in base.links.items() if not sentence}
        said["links"] = named | said["links"]
        for name, entries in KEYED.items():
            said[name] = in_standing_order(getattr(base, name), said[name], entries)
        return replace(
            base,
            **said,
            claims=claims_of(base.claims, said["kind"]),
            **said_of_practice(pages["fees"].form),
            **said_of_papers(papers.form, papers.rows.values()),
            town_only=bool(where.form["town_only"].data),
            evening_hours=truth(where.form["evening_hours"]),
            places=tuple(
                self._place(key, pages) for key, form in where.rows.items() if typed(form["city"])
            ),
        )

    def _place(self, key: str, pages: Mapping[str, Page]) -> PlaceContent:
        where, fees = pages["where"].rows[key], pages["fees"].rows[key]
        standing = self._standing(key) or PlaceContent(key=key)
        said = said_of_place(where) | said_of_fees(fees, typed(where["country"]))
        before, ticked = standing.accessibility, said["accessibility"]
        said["accessibility"] = in_standing_order(before, ticked, "accessibility")
        return located(replace(standing, **said), where, pages["where"].findings.get(key))

    def _standing(self, key: str) -> PlaceContent | None:
        places = self.base.places if self.base else ()
        return next((place for place in places if place.key == key), None)

    def _row(self, step: str, key: str, fields: MultiDict[str, str]) -> Form:
        """The form of a row; a country nobody has chosen yet is the visitor's."""
        name = f"{key}-country"
        if step == "where" and name not in fields and self.country:
            fields = MultiDict([*fields.items(multi=True), (name, self.country)])
        return _ROWS[step](fields, prefix=f"{key}-")
