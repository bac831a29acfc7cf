"""Whether a listing can be what its owner states."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.checking import BIO_LENGTH, ContentInvalid, checked
from directory.listings.content import LicenceContent
from directory.listings.reading import content_of
from tests.factories import make_practitioner
from tests.listings.factories import make_content, make_place

pytestmark = pytest.mark.databases("sqlite")

SENTENCE = "I test both hips, lying and standing."
EVIL = st.text(max_size=40) | st.sampled_from(
    ["\x00", "\u202egnp", "<script>x</script>", "a" * 999]
)


def errors_of(content, standing=None):
    with pytest.raises(ContentInvalid) as raised:
        checked(content, standing)
    assert str(raised.value)
    return raised.value.errors


def test_what_is_in_order_stays_as_it_is():
    content = make_content(email="ada@example.org", photo="a1b2.jpg", gender="nonbinary")

    assert checked(content) == content


def test_unseen_signs_markup_doubles_and_blanks_are_cleaned():
    content = make_content(
        name="  Ada\u202e \x00Alder ",
        bio="<b>I</b> walk\r\n\r\n\r\n\r\nwith you.",
        languages=("en", "de", "en"),
        links={"hips": f"  {SENTENCE}\n"},
        website=" https://ada.example ",
        email="",
        npi="123 456 7893",
        licences=(
            LicenceContent(title=""),
            LicenceContent(title=" PT "),
            LicenceContent(title="PT"),
        ),
    )

    cleaned = checked(content)

    assert (cleaned.name, cleaned.bio) == ("Ada Alder", "I walk\n\nwith you.")
    assert cleaned.languages == ("en", "de")
    assert cleaned.links == {"hips": SENTENCE}
    assert (cleaned.website, cleaned.email, cleaned.npi) == (
        "https://ada.example",
        None,
        "1234567893",
    )
    assert cleaned.licences == (LicenceContent(title="PT"),)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("kind", {"kind": "wizard"}),
        ("profession", {"profession": "wizard"}),
        ("profession", {"kind": "running_coach", "claims": {}}),
        ("name", {"name": "A"}),
        ("name", {"name": "12345"}),
        ("name", {"name": "A" * 121}),
        ("credentials", {"credentials": "x" * 201}),
        ("bio", {"bio": "x" * (BIO_LENGTH + 1)}),
        ("gender", {"gender": "wizard"}),
        ("languages", {"languages": ("en", "elvish")}),
        ("stages", {"stages": ("wizardry",)}),
        ("links", {"links": {"tail": SENTENCE}}),
        ("links/hips", {"links": {"hips": "short"}}),
        ("links/hips", {"links": {"hips": "x" * 301}}),
        ("claims/T9", {"claims": {"T9": SENTENCE}}),
        ("claims/T99", {"claims": {"T99": SENTENCE}}),
        ("claims/T1", {"claims": {"T1": "yes"}}),
        ("accepting", {"accepting": "yes"}),
        ("wait_days", {"wait_days": -1}),
        ("wait_days", {"wait_days": True}),
        ("wait_days", {"wait_days": 10_000}),
        ("trial_call_minutes", {"trial_call_minutes": 1}),
        ("runners_since", {"runners_since": 1800}),
        ("runners_since", {"runners_since": 3000}),
        ("website", {"website": "javascript:alert(1)"}),
        ("website", {"website": "https://" + "a" * 500}),
        ("booking_url", {"booking_url": "https://ada:secret@x.example"}),
        ("email", {"email": "ada"}),
        ("npi", {"npi": "1234567890"}),
        ("licences/0/title", {"licences": (LicenceContent(title="", number="1"),)}),
        ("licences/0/number", {"licences": (LicenceContent(title="PT", number="1" * 41),)}),
        (
            "licences",
            {"licences": tuple(LicenceContent(title=f"Course {n}") for n in range(11))},
        ),
        ("photo", {"photo": "../secret"}),
        ("places", {"places": ()}),
    ],
)
def test_each_field_has_its_limits(path, wrong):
    assert path in errors_of(make_content(**wrong))


def test_all_that_is_wrong_is_told_at_once():
    content = make_content(name="", npi="1", places=(make_place(city="", postal_code=""),))

    assert set(errors_of(content)) == {"name", "npi", "places/new-1/city"}


def test_what_stands_already_is_neither_refused_nor_touched(session):
    practitioner = make_practitioner(
        session,
        bio="two  blanks",
        locations=[{"phone": "call me"}],
        terms={"condition": ["free tag"]},
    )
    standing = content_of(session, practitioner)

    assert checked(replace(standing, accepting=True), standing) == replace(standing, accepting=True)
    assert errors_of(standing).keys() >= {"conditions"}


def test_what_is_new_beside_it_is_refused(session):
    practitioner = make_practitioner(session, locations=[{"phone": "call me"}])
    standing = content_of(session, practitioner)

    assert set(errors_of(replace(standing, npi="1"), standing)) == {"npi"}
    added = (*standing.places, make_place(phone="x"))
    assert set(errors_of(replace(standing, places=added), standing)) == {"places/new-1/phone"}
    assert set(errors_of(replace(standing, places=()), standing)) == {"places"}


def test_a_free_word_that_stands_may_stay_beside_a_new_one(session):
    practitioner = make_practitioner(session, terms={"condition": ["free_tag"]})
    standing = content_of(session, practitioner)

    both = replace(standing, conditions=("free_tag", "knee_pain"))

    assert checked(both, standing) == both
    other = replace(standing, conditions=("other_tag",))
    assert set(errors_of(other, standing)) == {"conditions"}


@given(st.builds(dict, **dict.fromkeys(("name", "bio", "gender", "website", "npi"), EVIL)))
def test_any_text_is_either_taken_clean_or_refused(values):
    content = make_content(**values)

    with suppress(ContentInvalid):
        cleaned = checked(content)
        assert checked(cleaned) == cleaned
        assert "\x00" not in cleaned.name + cleaned.bio
        assert "\u202e" not in cleaned.name + cleaned.bio
