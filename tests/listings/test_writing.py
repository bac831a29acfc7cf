"""Bringing a listing's rows to what its owner states."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from directory import outbox
from directory.db import begin_write
from directory.listings.content import LicenceContent
from directory.listings.fact_rows import facts_of
from directory.listings.reading import COLUMNS, content_of
from directory.listings.writing import write
from directory.log.models import Event
from directory.practitioners.models import Fact, FormerSlug, Location, Term
from directory.vetting.models import Claim
from tests.factories import make_licence, make_practitioner, make_term
from tests.listings.factories import NOW, make_content, make_place

pytestmark = pytest.mark.databases("sqlite")

TODAY = NOW.date()
ACTOR = "owner:1"


def let_say(session, practitioner, content, **values):
    """Write, and read what the rows say."""
    found = write(session, practitioner, content, actor=ACTOR, now=NOW, **values)
    session.expire_all()
    return found


def with_changes(session, practitioner, **fields):
    return replace(content_of(session, practitioner), **fields)


def facts(practitioner):
    return {fact.field: (fact.source, fact.verified_on) for fact in practitioner.facts}


@pytest.mark.databases("sqlite", "postgres")
def test_everything_that_is_stated_is_read_again(session):
    practitioner = make_practitioner(session, locations=())
    content = make_content(
        kind="running_coach",
        profession="running_coach",
        claims={"N1": "We run together twice before I say a word."},
        places=(make_place(), make_place(key="new-2", city="Boulder", hours=None)),
        telehealth=False,
        trial_call_minutes=15,
        evening_hours=True,
        email="ada@example.org",
        town_only=True,
    )

    let_say(session, practitioner, content)

    read = content_of(session, practitioner)
    keys = [place.key for place in read.places]
    places = tuple(replace(place, key=key) for place, key in zip(content.places, keys, strict=True))
    assert read == replace(content, places=places)
    assert practitioner.locations[0].position < practitioner.locations[1].position


def test_saying_the_same_again_changes_nothing(session):
    practitioner = make_practitioner(session)
    before = practitioner.version

    found = let_say(session, practitioner, content_of(session, practitioner))

    assert found == {}
    assert practitioner.version == before


def test_a_change_is_told_to_search_once_for_the_listing(session):
    practitioner = make_practitioner(session)
    before = len(outbox.pending_ids(session, outbox.INDEX))

    let_say(session, practitioner, with_changes(session, practitioner, bio="I walk with you."))

    assert len(outbox.pending_ids(session, outbox.INDEX)) == before + 1


def test_only_what_changed_is_the_owners_from_now_on(session):
    practitioner = make_practitioner(session, source="nppes", locations=[{"source": "nppes"}])
    old = TODAY - timedelta(days=400)
    practitioner.facts = [
        Fact(field=field, source="nppes", verified_on=old) for field in ("name", "taxonomy")
    ]
    place = content_of(session, practitioner).places[0]
    content = with_changes(
        session,
        practitioner,
        profession="osteopath",
        places=(replace(place, phone="+1 303 555 0199"),),
    )

    let_say(session, practitioner, content)

    owners = ("owner", TODAY)
    assert facts(practitioner) == {
        "name": ("nppes", old),
        "profession": owners,
        "phone": owners,
    }
    assert practitioner.locations[0].confirmed_on == TODAY
    assert practitioner.locations[0].source == "owner"


def test_a_fact_that_is_not_stated_any_more_has_no_source(session):
    practitioner = make_practitioner(session)
    let_say(session, practitioner, with_changes(session, practitioner, gender="female"))
    assert "gender" in facts(practitioner)

    let_say(session, practitioner, with_changes(session, practitioner, gender=None))

    assert "gender" not in facts(practitioner)


def test_what_was_stated_on_a_day_is_dated_so(session):
    practitioner = make_practitioner(session)
    day = TODAY - timedelta(days=3)

    content = with_changes(session, practitioner, accepting=False)
    let_say(session, practitioner, content, stated_on=day)

    assert practitioner.accepting_as_of == day
    assert facts(practitioner) == {"accepting": ("owner", day)}


def test_not_saying_whether_there_is_room_has_no_date(session):
    practitioner = make_practitioner(session, accepting=True, accepting_as_of=TODAY)

    let_say(session, practitioner, with_changes(session, practitioner, accepting=None))

    assert practitioner.accepting_as_of is None


def test_another_name_leaves_a_redirect(session):
    practitioner = make_practitioner(session)
    former = practitioner.slug

    let_say(session, practitioner, with_changes(session, practitioner, name="Ida Birch"))

    assert practitioner.slug == "ida-birch-denver"
    assert session.get(FormerSlug, former).practitioner_id == practitioner.id


def test_links_keep_their_sentences_and_free_words_stay(session):
    practitioner = make_practitioner(session, terms={"specialty": ["sports"]})
    make_term(session, practitioner, "region", "hips", "I test how the hips turn.")
    links = {"hips": "I test both hips, lying and standing.", "feet": ""}

    let_say(session, practitioner, with_changes(session, practitioner, links=links))

    notes = {term.key: term.note for term in practitioner.terms if term.vocabulary == "region"}
    assert notes == {"hips": links["hips"], "feet": None}
    assert practitioner.keys("specialty") == ["sports"]


def test_a_licence_that_was_seen_stays_seen_wherever_it_moves(session):
    practitioner = make_practitioner(session)
    make_licence(session, practitioner, title="Massage", number="1", verified_on=None)
    make_licence(session, practitioner, title="Physio", number="2", verified_on=TODAY)
    licences = (
        LicenceContent(title="Physio", number="2"),
        LicenceContent(title="Massage", number="9"),
        LicenceContent(title="Yoga", number=None),
    )

    let_say(session, practitioner, with_changes(session, practitioner, licences=licences))

    assert [(row.title, row.number, row.verified_on) for row in practitioner.licences] == [
        ("Physio", "2", TODAY),
        ("Massage", "9", None),
        ("Yoga", None, None),
    ]
    assert [row.source for row in practitioner.licences] == ["submission", "owner", "owner"]


def test_a_licence_less_is_gone(session):
    practitioner = make_practitioner(session)
    make_licence(session, practitioner)

    let_say(session, practitioner, with_changes(session, practitioner, licences=()))

    assert practitioner.licences == []


@pytest.mark.databases("sqlite", "postgres")
def test_places_change_their_order_and_go(session):
    practitioner = make_practitioner(
        session, locations=[{}, {"city": "Boulder"}, {"city": "Golden"}]
    )
    denver, boulder, golden = content_of(session, practitioner).places
    ids = {row.city: row.id for row in practitioner.locations}

    content = with_changes(session, practitioner, places=(golden, denver))
    let_say(session, practitioner, content)

    assert [(row.id, row.city) for row in practitioner.locations] == [
        (ids["Golden"], "Golden"),
        (ids["Denver"], "Denver"),
    ]
    assert session.get(Location, int(boulder.key)) is None


def test_payers_of_a_place_are_replaced(session):
    practitioner = make_practitioner(session, locations=[{"payers": ("aetna", "cigna")}])
    place = content_of(session, practitioner).places[0]

    content = with_changes(session, practitioner, places=(replace(place, payers=("cigna",)),))
    let_say(session, practitioner, content)

    assert [one.payer for one in practitioner.locations[0].payers] == ["cigna"]


def test_the_place_of_another_listing_is_not_touched(session):
    other = make_practitioner(session)
    practitioner = make_practitioner(session)
    foreign = make_place(key=str(other.locations[0].id), city="Golden")

    let_say(session, practitioner, with_changes(session, practitioner, places=(foreign,)))

    assert other.locations[0].city == "Denver"
    assert practitioner.locations[0].city == "Golden"
    assert practitioner.locations[0].id != other.locations[0].id


def test_claims_come_stay_and_go_each_with_its_log_row(session):
    practitioner = make_practitioner(session)
    first = {"T1": "We walk ten minutes together.", "T2": "I test the hips first."}
    let_say(session, practitioner, with_changes(session, practitioner, claims=first))
    second = {"T1": first["T1"], "T3": "I test each leg by itself."}

    let_say(session, practitioner, with_changes(session, practitioner, claims=second))

    claims = session.scalars(select(Claim).order_by(Claim.code)).all()
    assert {claim.code: claim.sentence for claim in claims} == second
    said = select(Event.action, func.count()).group_by(Event.action)
    assert dict(session.execute(said).all()) == {"claimed": 3, "claim withdrawn": 1}


@pytest.mark.databases("sqlite", "postgres")
def test_an_exception_inside_leaves_nothing(session):
    practitioner = make_practitioner(session)
    session.commit()
    begin_write(session)

    write(session, practitioner, make_content(places=(make_place(),)), actor=ACTOR, now=NOW)
    session.rollback()

    assert session.scalar(select(func.count(Claim.code))) == 0
    assert session.scalar(select(func.count()).select_from(Term)) == 0
    assert practitioner.bio == ""


@given(st.sampled_from([*COLUMNS, "kind", "links/hips", "places", "places/1/hours", "places/1/x"]))
def test_every_field_belongs_to_one_fact_at_most(path):
    assert len(facts_of([path])) <= 1


def test_fields_of_one_fact_are_told_once():
    assert facts_of(["places/1/fee_first", "places/2/payers", "places/1/city", "bio"]) == [
        "fees",
        "location",
    ]
