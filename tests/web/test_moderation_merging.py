"""Moderators merge listings of one person, and part them again."""

import uuid

from sqlalchemy import select

from directory.cases import Case, CaseKind, CaseStatus
from directory.db import begin_write
from directory.listings.merging.doubles import open_pair
from directory.listings.merging.joining import merge
from directory.listings.models import ListingMerge
from directory.practitioners.models import Ownership, Practitioner
from directory.practitioners.service import rename
from directory.practitioners.vocabulary import Kind
from directory.vetting.models import Document
from tests.accounts.factories import make_account
from tests.factories import make_licence, make_practitioner
from tests.listings.merged_worlds import ACTOR, merged_pair, plant_world
from tests.vetting.factories import NOW
from tests.web.moderating import moderator_of, press
from tests.web.visits import form_token


def two(session, **what_matters):
    """Two listings that may be one person's."""
    return [make_practitioner(session, name="Ada Alder", **what_matters) for _ in range(2)]


def address_of(one, other):
    return f"/moderation/merge/{one.public_id}/{other.public_id}"


def send(client, one, other, decision="merge", **fields):
    sent = {"csrf_token": form_token(client), "decision": decision, "reason": "We called."}
    return client.post(address_of(one, other), data=sent | fields)


def test_two_listings_stand_side_by_side_with_what_would_move(session, client):
    one, other = plant_world(session, 5)
    moderator_of(session, client)

    page = client.get(address_of(one, other)).text

    assert "Which one is kept?" in page
    assert "Where they differ" in page
    assert "It gets: " in page


def test_a_moderator_merges_them_and_parts_them_again(session, client):
    one, other = two(session)
    moderator_of(session, client)

    done = send(client, one, other, choice=str(one.public_id))

    page = client.get(done.location)
    assert "They are one listing since" in page.text
    assert client.get(f"/practitioners/{other.slug}").location == f"/practitioners/{one.slug}"

    begun = client.post(f"{done.location}/take-back", data={"csrf_token": form_token(client)})

    assert "two listings again" in client.get(begun.location).text
    assert client.get(f"/practitioners/{other.slug}").status_code == 200


def test_the_old_address_leads_on_after_a_rename_of_either(session, client):
    one, other = two(session)
    rename(session, other, "Ada Birch")
    merge(session, kept=one, merged=other, actor=ACTOR, now=NOW)
    rename(session, one, "Ada Cedar")
    session.commit()

    old = [client.get(f"/practitioners/{slug.slug}") for slug in other.former_slugs]

    assert [answer.status_code for answer in old] == [301]
    assert old[0].location == f"/practitioners/{one.slug}"


def test_two_people_are_not_asked_about_again(session, client):
    one, other = two(session)
    moderator_of(session, client)

    done = send(client, one, other, "apart")

    assert done.status_code == 303
    session.rollback()
    case = session.scalars(select(Case).where(Case.kind == CaseKind.DUPLICATE)).one()
    assert (case.status, case.decision, case.reason) == ("decided", "apart", "We called.")


def test_a_merge_needs_a_reason_and_keeps_what_was_chosen(session, client):
    one, other = two(session)
    moderator_of(session, client)

    page = send(client, one, other, reason="", choice=str(other.public_id))

    assert page.status_code == 400
    assert "Say how you know it" in page.text
    assert f'value="{other.public_id}" checked' in page.text


def test_a_press_of_nothing_is_asked_again(session, client):
    one, other = two(session)
    moderator_of(session, client)

    assert send(client, one, other, "burn").status_code == 400


def test_listings_of_two_owners_are_not_merged_and_it_says_why(session, client):
    one, other = two(session)
    for listing in (one, other):
        account = make_account(session)
        session.add(Ownership(practitioner_id=listing.id, account_id=account.id))
    moderator_of(session, client)

    page = send(client, one, other, choice=str(one.public_id))

    assert page.status_code == 409
    assert "Two different accounts speak for them" in page.text
    assert 'value="merge"' not in page.text


def test_listings_of_two_kinds_are_not_merged_and_it_says_what_to_do(session, client):
    one = make_practitioner(session)
    other = make_practitioner(session, kind=Kind.RUNNING_COACH, profession="running_coach")
    moderator_of(session, client)

    page = client.get(address_of(one, other)).text

    assert "Change the kind of one first" in page


def test_who_speaks_for_one_of_them_does_not_decide(session, client):
    one, other = two(session)
    moderator = moderator_of(session, client)
    begin_write(session)
    session.add(Ownership(practitioner_id=other.id, account_id=moderator.id))
    session.commit()

    assert send(client, one, other).status_code in {403, 409}
    session.rollback()
    assert session.scalars(select(ListingMerge)).all() == []


def test_a_choice_of_a_third_listing_is_refused(session, client):
    one, other = two(session)
    moderator_of(session, client)

    assert send(client, one, other, choice=str(uuid.uuid4())).status_code == 409


def test_what_is_no_listing_is_not_there(session, client):
    one = make_practitioner(session)
    moderator_of(session, client)

    assert client.get(f"/moderation/merge/{one.public_id}/{uuid.uuid4()}").status_code == 404
    assert client.get(f"/moderation/merges/{uuid.uuid4()}").status_code == 404


def test_the_other_listing_is_found_by_its_address(session, client):
    one, other = two(session)
    moderator_of(session, client)
    start = f"/moderation/merge?one={one.slug}"

    page = client.get(start).text
    found = client.get(f"{start}&other=https://x.example/practitioners/{other.slug}?a=b")

    assert f"Compare with {other.name}" in page
    assert found.location == address_of(one, other)


def test_both_listings_can_be_named(session, client):
    one, other = two(session)
    moderator_of(session, client)
    start = "/moderation/merge"

    page = client.get(start)
    unknown = client.get(f"{start}?one=nobody&other={other.slug}")
    found = client.get(f"{start}?one={one.slug}&other={other.slug}")

    assert (page.status_code, unknown.status_code) == (200, 400)
    assert 'value="nobody"' in unknown.text
    assert found.location == address_of(one, other)


def test_an_address_of_nothing_is_asked_again_with_what_was_typed(session, client):
    one = make_practitioner(session)
    moderator_of(session, client)
    start = f"/moderation/merge?one={one.slug}"

    for typed, words in {
        "nobody": "No listing has this address",
        one.slug: "That is the same listing",
        "%00": "",
        "http://[": "",
    }.items():
        page = client.get(f"{start}&other={typed}")
        assert page.status_code in {200, 400}
        assert words in page.text


def test_a_listing_beside_itself_is_not_merged(session, client):
    one = make_practitioner(session)
    moderator_of(session, client)

    assert "same listing" in client.get(address_of(one, one)).text
    assert send(client, one, one).status_code == 409


def test_a_case_shows_both_and_is_decided_on_its_page(session, client):
    one, other = two(session)
    case = open_pair(session, one, other, actor="visitor")
    moderator_of(session, client)

    page = client.get(f"/moderation/{case.public_id}").text
    answer = press(client, case, "merge", choice=str(one.public_id), reason="We called.")

    assert "Which one is kept?" in page
    assert answer.status_code == 303
    session.rollback()
    session.expire_all()
    assert session.get(Case, case.id).status == CaseStatus.DECIDED
    assert not session.get(Practitioner, other.id).is_public


def test_a_merge_that_was_taken_back_is_not_taken_back_again(session, client):
    _kept, _other, row = merged_pair(session)
    moderator_of(session, client)
    back = f"/moderation/merges/{row.public_id}/take-back"
    client.post(back, data={"csrf_token": form_token(client)})

    again = client.post(back, data={"csrf_token": form_token(client)})

    assert again.status_code == 409
    assert "taken back before" in again.text


def test_a_merged_listing_further_merged_says_what_comes_first(session, client):
    middle, _first, row = merged_pair(session)
    end = make_practitioner(session, name="Ada Alder")
    merge(session, kept=end, merged=middle, actor=ACTOR, now=NOW)
    moderator_of(session, client)

    page = client.get(f"/moderation/merges/{row.public_id}").text

    assert "Take that back first" in page


def test_what_the_owner_has_changed_since_is_told(session, client):
    one = make_practitioner(session, name="Ada Alder")
    other = make_practitioner(session, name="Ada Alder", email="ada@alder.example")
    row = merge(session, kept=one, merged=other, actor=ACTOR, now=NOW)
    one.email = "anew@alder.example"
    moderator_of(session, client)

    done = client.post(
        f"/moderation/merges/{row.public_id}/take-back", data={"csrf_token": form_token(client)}
    )

    assert "This stays, because it was changed since" in client.get(done.location).text


def test_all_that_would_come_over_is_told_in_words(session, client):
    one = make_practitioner(session, name="Ada Alder", locations=[{"phone": None}])
    other = make_practitioner(
        session, name="Ada Alder", npi="1234567893", locations=[{"phone": "+1 303 555 0100"}]
    )
    make_licence(session, other)
    session.add(Document(practitioner_id=other.id, code="T13", title="Paper", seen_on=NOW.date()))
    moderator_of(session, client)

    page = client.get(address_of(one, other)).text

    words = "1 phone number; the provider number (NPI); 1 licence; 1 document."
    assert words in page
