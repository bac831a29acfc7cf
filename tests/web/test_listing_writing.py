"""From a listing to its form and back: nothing changes that nobody changed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.db import utc_now
from directory.listings.changes import changes
from directory.listings.checking import checked
from directory.listings.content import LicenceContent
from directory.practitioners.vocabulary import LINKS, vocabulary
from directory.web.listing_prefill import steps_of
from directory.web.listing_preview import as_practitioner, preview_card
from directory.web.listing_said import currency_of
from directory.web.listing_words import refused_words, step_of
from directory.web.listing_writing import Writing
from tests.listings.factories import make_content, make_place
from tests.web.listing_form import PAGES, TownPlaces

TRUTHS = st.sampled_from([True, False, None])


def keys(name):
    return st.lists(
        st.sampled_from([entry.key for entry in vocabulary(name)]), unique=True, max_size=4
    ).map(tuple)


@st.composite
def contents(draw):
    """Listings as they may stand."""
    sentence = st.sampled_from([None, ""]) | st.just("I look at it from behind, standing.")
    said = {link: draw(sentence) for link in LINKS}
    place = make_place(
        phone=draw(st.none() | st.just("+1 303 555 0142")),
        hours=draw(st.none() | st.just({"mon": [["08:00", "12:30"], ["14:00", "19:30"]]})),
        fee_first=draw(st.none() | st.integers(0, 10_000).map(lambda cents: cents / 4)),
        currency="USD",
        self_pay=draw(TRUTHS),
        payers=tuple(sorted(draw(keys("payer")))),
        accessibility=draw(keys("accessibility")),
    )
    return make_content(
        languages=draw(keys("language")),
        methods=draw(keys("method")),
        conditions=(*draw(keys("condition")), "some free tag"),
        links={link: sentence for link, sentence in said.items() if sentence is not None},
        telehealth=draw(TRUTHS),
        accepting=draw(TRUTHS),
        evening_hours=draw(TRUTHS),
        trial_call_minutes=draw(st.none() | st.integers(5, 120)),
        runners_since=draw(st.none() | st.integers(1950, 2026)),
        gender=draw(st.sampled_from([None, "female", "nonbinary"])),
        email=draw(st.none() | st.just("ada@runner.example")),
        npi=draw(st.none() | st.just("1234567893")),
        town_only=draw(st.booleans()),
        photo="abc.jpg",
        places=(place, replace(place, key="new-7")),
    )


def writing(content, **changed):
    """The form of a listing that stands, with some of its pages sent anew."""
    prefilled = steps_of(content)
    return Writing({**prefilled, **changed}, TownPlaces(), content, prefilled)


@pytest.fixture(autouse=True)
def _in_a_request(app):
    with app.test_request_context():
        yield


@settings(max_examples=25)
@given(content=contents())
def test_a_form_that_nobody_touched_changes_nothing(content):
    form = writing(content)

    pages = form.all_judged()

    assert [page.step for page in pages.values() if not page.is_valid] == []
    said = form.content(pages)
    assert changes(content.as_json(), said.as_json()) == {}


def test_what_stands_already_is_never_complained_of_until_it_is_changed():
    content = make_content(name="X" * 190, places=(make_place(phone="ask inside"),))
    form = writing(content)
    changed = writing(content, who={**form.steps["who"], "name": ["Y" * 190]})

    assert form.judged("who").is_valid
    assert form.judged("where").is_valid
    assert [field.name for field, _words in changed.judged("who").faults()] == ["name"]


def test_an_address_that_stays_keeps_its_point_on_the_map():
    content = make_content(places=(make_place(latitude=39.75, longitude=-104.99, city="Oz"),))

    form = writing(content)

    assert form.content(form.all_judged()).places[0].latitude == 39.75


def test_an_address_that_changes_is_looked_up_anew():
    content = make_content(places=(make_place(key="7", latitude=1.0, longitude=1.0),))
    where = steps_of(content)["where"] | {"7-street": ["2 Main Street"], "7-postal_code": ["80202"]}
    where |= {"7-city": ["Denver"], "7-region": ["Colorado"]}

    form = writing(content, where=where)

    place = form.content(form.all_judged()).places[0]
    assert (round(place.latitude, 2), place.precision, place.region_code) == (39.74, "postal", "CO")


def test_what_a_new_form_says_can_be_sent():
    pages = {
        step: {name: value if isinstance(value, list) else [value] for name, value in page.items()}
        for step, page in PAGES.items()
    }
    form = Writing(pages, TownPlaces())

    said = checked(form.content(form.all_judged()))

    assert said.places[0].hours == {"mon": [["08:00", "12:00"], ["13:00", "17:00"]]}
    assert (said.places[0].fee_first, said.places[0].currency) == (140.0, "USD")
    assert said.licences == (LicenceContent(title="Physical therapist", region_code="CO"),)


def test_numbers_are_said_as_they_were_typed():
    form = Writing({"how": {"runners_since": ["2011"], "trial_call_minutes": ["15"]}}, TownPlaces())

    said = form.content(form.all_judged())

    assert (said.runners_since, said.trial_call_minutes) == (2011, 15)


def test_a_town_that_is_found_in_another_country_alone_is_not_found():
    where = {"new-1-city": ["Denver"], "new-1-country": ["DE"]}
    form = Writing({"where": where}, TownPlaces())

    (fault,) = form.judged("where").faults()

    assert "no such town in this country (Germany)" in fault[1]


def test_faults_are_told_as_they_stand_on_the_page_and_by_their_row():
    steps = {
        "where": {"place": ["new-1", "new-2"]},
        "fees": {"place": ["new-1", "new-2"], "new-2-fee_first": ["lots"], "wait_days": ["soon"]},
        "how": {"runners_since": ["1066"], "link-knees": ["x" * 400]},
    }
    form = Writing(steps, TownPlaces())

    fees, how = form.judged("fees"), form.judged("how")

    assert [fees.row_of(asked) for asked, _words in fees.faults()] == [2, None]
    assert [asked.name for asked, _words in how.faults()] == ["link-knees", "runners_since"]
    assert how.row_of(how.form["runners_since"]) is None


def test_a_listing_drawn_for_its_owner_belongs_to_no_session():
    content = make_content(links={"hips": "", "feet": "I look at them."}, accepting=None)

    drawn = as_practitioner(content, utc_now().date())

    assert drawn.accepting_as_of is None
    assert {term.key: term.note for term in drawn.terms if term.vocabulary == "region"} == {
        "hips": None,
        "feet": "I look at them.",
    }
    assert preview_card(replace(content, places=()), utc_now().date()).location is None


@pytest.mark.parametrize(
    ("path", "step"),
    [
        ("name", "who"),
        ("links/hips", "how"),
        ("places/7/fee_first", "fees"),
        ("places/7/city", "where"),
        ("places", "where"),
        ("licences/0/title", "credentials"),
    ],
)
def test_each_field_leads_to_the_page_that_asks_for_it(path, step):
    assert step_of(path) == step


def test_what_cannot_be_taken_is_said_once():
    assert refused_words({"places/1/city": "Look.", "places/2/city": "Look."}) == [
        ("where", "Look.")
    ]


def test_a_fee_is_in_the_currency_of_its_country():
    assert (currency_of("DE"), currency_of("CA"), currency_of(""), currency_of("AQ")) == (
        "EUR",
        "CAD",
        "USD",
        "USD",
    )


def test_the_country_of_the_visitor_is_chosen_until_they_choose():
    form = Writing({}, TownPlaces(), country="DE")

    assert form.page("where").rows["new-1"]["country"].data == "DE"
