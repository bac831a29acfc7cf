"""Comparing up to four practitioners: who stands there, and what is told of them."""

import re
from datetime import date

import pytest

from directory.db import begin_write
from directory.listings.models import ListingMerge
from directory.practitioners.models import Status
from directory.practitioners.service import rename
from directory.practitioners.vocabulary import Kind
from directory.vetting.models import Claim
from tests.factories import make_licence, make_location, make_practitioner, make_term
from tests.vetting.factories import plant_assessments


def names_in(page):
    """Who stands in the head of the table."""
    head = re.search(r"<thead>.*?</thead>", page.text, re.DOTALL)
    return re.findall(r'">([^<]+)</a></th>', head.group()) if head else []


def row_of(page, title):
    """The cells of a row, as text."""
    found = re.search(rf'compare__row">{re.escape(title)}.*?</th>(.*?)</tr>', page.text, re.DOTALL)
    cells = re.findall(r"<td>(.*?)</td>", found.group(1), re.DOTALL)
    words = [re.sub(r'<span class="compare__of">.*?</span>', " ", cell) for cell in cells]
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in words]


@pytest.fixture
def compare(client):
    def get(*who, **query):
        slugs = ",".join(getattr(one, "slug", one) for one in who)
        return client.get("/compare", query_string={"who": slugs, **query})

    return get


def test_listings_stand_in_the_order_of_the_address(session, compare):
    ada, bram, chloe = (make_practitioner(session, name=name) for name in ("Ada", "Bram", "Chloe"))
    session.commit()

    page = compare(chloe, ada, bram)

    assert page.status_code == 200
    assert names_in(page) == ["Chloe", "Ada", "Bram"]
    assert '<meta name="robots" content="noindex">' in page.text


def test_a_repeated_parameter_counts_like_commas(session, client):
    ada, bram = (make_practitioner(session, name=name) for name in ("Ada", "Bram"))
    session.commit()

    page = client.get(f"/compare?who={ada.slug}&who={bram.slug},{ada.slug}")

    assert names_in(page) == ["Ada", "Bram"]


def test_of_five_the_first_four_stand_there_and_it_says_so(session, compare):
    people = [make_practitioner(session, name=f"Person {number}") for number in range(5)]
    session.commit()

    page = compare(*people)

    assert names_in(page) == [person.name for person in people[:4]]
    assert "Four stand beside each other at most" in page.text


def test_former_and_merged_addresses_lead_to_the_present_listing(session, compare):
    ada = make_practitioner(session, name="Ada Alder")
    old = ada.slug
    kept = make_practitioner(session, name="Bram Birch")
    merged = make_practitioner(session, status=Status.HIDDEN, hidden_reason="merged")
    session.commit()
    begin_write(session)
    rename(session, ada, "Ada Birch")
    session.add(ListingMerge(kept_id=kept.id, merged_id=merged.id, moved={}))
    session.commit()

    page = compare(old, merged)

    assert names_in(page) == ["Ada Birch", "Bram Birch"]
    assert "no longer here" not in page.text


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.PENDING])
def test_what_is_not_public_is_said_to_be_gone(session, compare, status):
    shown = make_practitioner(session)
    hidden = make_practitioner(session, name="Zoe Hidden", status=status, hidden_reason="a reason")
    session.commit()

    page = compare(shown, hidden, "never-was")

    assert "2 listings of this address are no longer here." in page.text
    assert "Zoe" not in page.text


@pytest.mark.parametrize(
    "who", ["", ",,,", "\u202eabc", "a" * 3_000, "../../etc", "<b>", "-", "%00", "🦵,🦶", "A B"]
)
def test_whatever_is_asked_for_nothing_breaks(client, who):
    assert client.get("/compare", query_string={"who": who}).status_code == 200


@pytest.mark.parametrize(("number", "status"), [(200, 200), (20_000, 400)])
def test_addresses_without_end_are_cut_or_refused(client, number, status):
    who = ",".join(f"p-{one}" for one in range(number))

    assert client.get("/compare", query_string={"who": who}).status_code == status


def test_facts_stand_side_by_side_with_what_is_not_stated(session, compare):
    ada = make_practitioner(
        session,
        wait_days=9,
        accepting=True,
        accepting_as_of=date(2020, 1, 2),
        telehealth=False,
        terms={"language": ["de"]},
        locations=[{"fee_first": 140, "fee_next": 95, "currency": "USD", "payers": ["aetna"]}],
    )
    make_location(session, ada, city="Boulder", fee_first=120, currency="USD")
    make_licence(session, ada, title="Physical therapist", verified_on=date(2026, 3, 12))
    bram = make_practitioner(session, locations=())
    make_licence(session, bram, title="Massage therapist")
    session.commit()

    page = compare(ada, bram)

    told = {
        "First visit": ["$140 (Denver), $120 (Boulder)", "not stated"],
        "Visits after it": ["$95", "not stated"],
        "Who pays": ["Aetna", "not stated"],
        "New clients": ["accepting as of 2 Jan 2020, not confirmed since", "not stated"],
        "Wait for a first visit": ["about 9 days", "not stated"],
        "By video": ["no", "not stated"],
        "Languages": ["German", "not stated"],
        "Town": ["Denver, Boulder", "not stated"],
        "Licence": [
            "Physical therapist, checked Mar 2026",
            "Massage therapist, not checked by us",
        ],
    }
    assert {title: row_of(page, title) for title in told} == told


def test_links_and_items_are_told_as_on_the_profile(session, compare):
    ada = make_practitioner(session)
    make_term(session, ada, "region", "hips", note="Tests hip turn.")
    claim = Claim(
        practitioner_id=ada.id, code="T4", sentence="I watch you.", stated_on=date(2026, 3, 1)
    )
    session.add(claim)
    bram = make_practitioner(session)
    plant_assessments(session, bram, 3)
    session.commit()

    page = compare(ada, bram, sore="knees")

    assert row_of(page, "Hips") == ["claimed: “Tests hip turn.”", "3 of 3 members"]
    assert row_of(page, "Watches you move first") == ["claims it: I watch you.", "not known: ask"]
    assert row_of(page, "Looks beyond the sore place") == ["not known: ask", "3 yes"]
    assert "(sore here)" in page.text


@pytest.mark.parametrize("members", [1, 2])
def test_answers_of_fewer_than_three_members_are_nowhere(session, compare, members):
    ada = make_practitioner(session)
    plant_assessments(session, ada, members)
    bram = make_practitioner(session, kind=Kind.RUNNING_COACH, profession="running_coach")
    session.commit()

    page = compare(ada, bram)

    assert row_of(page, "Looks at the whole chain") == ["not known: ask", "not known: ask"]
    assert row_of(page, "Feet and ankles") == ["not known: ask", "not known: ask"]
    table = page.text.split("Links they examine")[1]
    assert not re.search(r"\d (yes|partly|no)\b|\d of \d members", table)


def test_kinds_are_compared_by_what_their_checklists_share(session, compare):
    ada = make_practitioner(session)
    bram = make_practitioner(session, kind=Kind.MOVEMENT_COACH, profession="pilates_teacher")
    session.commit()

    page = compare(ada, bram)

    assert row_of(page, "Sees you walk and run") == [
        "not known: ask",
        "not asked of movement coaches",
    ]


def test_rows_that_tell_nobody_apart_can_be_folded(session, compare):
    ada = make_practitioner(session, wait_days=9)
    bram = make_practitioner(session, wait_days=30)
    session.commit()

    page = compare(ada, bram, show="differences")

    assert row_of(page, "Wait for a first visit") == ["about 9 days", "about 30 days"]
    assert 'compare__row">First visit' not in page.text
    assert "3 rows are alike" in page.text
    assert "Show all rows" in page.text


def test_a_place_nobody_knows_leaves_the_rest_as_it_is(session, compare):
    ada = make_practitioner(session)
    session.commit()

    page = compare(ada, near="Nowhereville")

    assert names_in(page) == [ada.name]
    assert "don’t know that place" in page.text
    assert 'value="Nowhereville"' in page.text


def test_one_is_taken_out_by_a_link(session, compare):
    ada, bram = make_practitioner(session), make_practitioner(session)
    session.commit()

    page = compare(ada, bram, sore="hips")

    assert f'href="/compare?who={bram.slug}&amp;sore=hips"' in page.text


@pytest.mark.parametrize("before", ["", "http://localhost/practitioners/", "/practitioners/"])
def test_one_is_added_by_its_address(session, client, before):
    ada, bram = make_practitioner(session), make_practitioner(session)
    session.commit()

    page = client.get(
        "/compare", query_string={"who": ada.slug, "add": f"{before}{bram.slug}", "sore": "hips"}
    )

    assert page.status_code == 302
    assert page.headers["Location"] == f"/compare?who={ada.slug},{bram.slug}&sore=hips"


def test_one_is_found_by_name_and_chosen(session, client, listed):
    ada = make_practitioner(session, name="Ada Alder")
    zoe = make_practitioner(session, name="Zenobia Quill")
    listed()

    page = client.get("/compare", query_string={"who": ada.slug, "add": "Zenobia Quill"})

    assert f'href="/compare?who={ada.slug},{zoe.slug}"' in page.text


def test_a_name_that_nobody_has_is_answered_kindly(session, client, listed):
    ada = make_practitioner(session, name="Ada Alder")
    listed()

    page = client.get("/compare", query_string={"who": ada.slug, "add": "Xyzzy Plugh"})

    assert "Nobody of that name is listed here." in page.text
    assert 'value="Xyzzy Plugh"' in page.text


def test_without_an_index_a_name_finds_nobody(session, client):
    ada = make_practitioner(session, name="Ada Alder")
    session.commit()

    page = client.get("/compare", query_string={"who": ada.slug, "add": "Zenobia Quill"})

    assert "Nobody of that name is listed here." in page.text


def test_without_anybody_it_says_how_to_begin(client):
    page = client.get("/compare")

    assert "Nobody to compare yet." in page.text
    assert names_in(page) == []
