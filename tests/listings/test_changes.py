"""Differences between two versions of a listing."""

from hypothesis import given
from hypothesis import strategies as st

from directory.listings.changes import changed, changes, flat, outdated, split, unflat
from directory.listings.content import LicenceContent, ListingContent, PlaceContent

WORDS = st.text(max_size=12)
MAYBE = st.one_of(st.none(), st.booleans())
PLACES = st.lists(
    st.builds(
        PlaceContent,
        key=st.sampled_from(["1", "2", "new-1"]),
        city=WORDS,
        phone=st.one_of(st.none(), WORDS),
        hours=st.one_of(st.none(), st.just({"mon": [["08:00", "12:00"]]})),
        fee_first=st.one_of(st.none(), st.floats(0, 500)),
        self_pay=MAYBE,
        payers=st.lists(st.sampled_from(["aetna", "cigna"]), unique=True).map(tuple),
    ),
    max_size=3,
    unique_by=lambda place: place.key,
).map(tuple)
LISTINGS = st.builds(
    ListingContent,
    kind=st.just("therapist"),
    name=st.text(min_size=1, max_size=12),
    profession=st.just("physical_therapist"),
    bio=WORDS,
    languages=st.lists(st.sampled_from(["en", "de"]), unique=True).map(tuple),
    links=st.dictionaries(st.sampled_from(["hips", "feet"]), st.text(max_size=9)),
    claims=st.dictionaries(st.sampled_from(["T1", "T2"]), st.text(min_size=1, max_size=9)),
    licences=st.lists(
        st.builds(LicenceContent, title=st.text(min_size=1, max_size=9)), max_size=2
    ).map(tuple),
    accepting=MAYBE,
    wait_days=st.one_of(st.none(), st.integers(0, 90)),
    places=PLACES,
)


@given(LISTINGS)
def test_a_listing_is_read_back_from_its_fields_and_from_json(listing):
    assert ListingContent.from_json(listing.as_json()) == listing
    again = ListingContent.from_json(unflat(flat(listing.as_json())))
    assert flat(again.as_json()) == flat(listing.as_json())


@given(LISTINGS, LISTINGS)
def test_changes_lead_from_one_version_to_the_other(before, after):
    found = changes(before.as_json(), after.as_json())

    assert flat(changed(before.as_json(), found)) == flat(after.as_json())
    assert outdated(before.as_json(), found) == []
    assert changes(before.as_json(), before.as_json()) == {}


@given(LISTINGS, LISTINGS)
def test_every_change_is_either_safe_or_seen_first(before, after):
    found = changes(before.as_json(), after.as_json())
    standing = {place.key for place in before.places}

    safe, others = split(found, standing)

    assert safe | others == found
    assert not safe.keys() & others.keys()
    assert not {path for path in safe if path.split("/")[0] in {"name", "bio", "links", "claims"}}


def test_hours_of_a_place_that_stands_are_safe_and_its_street_is_not():
    wanted = {"places/1/hours": [None, {}], "places/1/street": ["", "1 Elm Street"]}

    safe, others = split(wanted, {"1"})

    assert (list(safe), list(others)) == (["places/1/hours"], ["places/1/street"])
    assert split(wanted, set())[0] == {}


def test_what_changed_meanwhile_stays_beside_what_is_wanted():
    before = ListingContent(kind="therapist", name="Ada", profession="x", accepting=True).as_json()
    wanted = changes(before, before | {"bio": "I walk with you."})

    now = changed(before | {"accepting": False}, wanted)

    assert (now["bio"], now["accepting"]) == ("I walk with you.", False)


def test_a_field_somebody_else_changed_is_told():
    wanted = {"bio": ["old", "new"], "name": ["Ada", "Ida"]}

    assert outdated({"bio": "other", "name": "Ida"}, wanted) == ["bio"]


def test_what_a_place_said_goes_with_the_place():
    fields = {"places": ["1"], "places/1/city": "Denver", "places/2/city": "Golden"}

    assert unflat(fields)["places"] == [{"key": "1", "city": "Denver"}]


def test_a_link_by_itself_says_something():
    wanted = changes({"links": {}}, {"links": {"hips": ""}})

    assert wanted == {"links/hips": [None, ""]}
    assert changed({"links": {}}, wanted)["links"] == {"hips": ""}


def test_a_photo_goes_at_once_and_comes_after_it_was_seen():
    assert list(split({"photo": ["a.jpg", None]}, set())[0]) == ["photo"]
    assert list(split({"photo": ["a.jpg", "b.jpg"]}, set())[1]) == ["photo"]
