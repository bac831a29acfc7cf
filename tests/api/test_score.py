"""`GET /api/v1/practitioners/{id}/score`."""

from datetime import date
from uuid import uuid4

import pytest

from directory.db import utc_now
from directory.practitioners.models import Status
from directory.vetting.checklist import EvidenceKind, checklist
from directory.vetting.models import Claim, Document, Flag, FlagStatus, Tally
from directory.vetting.recount import recount
from directory.vetting.score import member_weight, month_number
from tests.factories import make_practitioner

AUTUMN = date(2026, 9, 1)


def url(practitioner):
    return f"/api/v1/practitioners/{practitioner.public_id}/score"


def answered(session, practitioner, code, yes=0, partly=0, no=0):
    """Let members without proof have answered an item."""
    weight = member_weight(month_number(AUTUMN))
    session.add(
        Tally(
            practitioner_id=practitioner.id,
            code=code,
            yes_unproved=weight * (2 * yes + partly),
            asked_unproved=weight * 2 * (yes + partly + no),
            said_yes=yes,
            said_partly=partly,
            said_no=no,
        )
    )
    session.flush()


def answered_all(session, practitioner, *but, yes):
    """Let members say yes to every item that they are asked about."""
    for item in checklist(practitioner.kind).items:
        if EvidenceKind.MEMBER in item.evidence and item.code not in but:
            answered(session, practitioner, item.code, yes=yes)


def claimed(session, practitioner, code="T1"):
    session.add(
        Claim(
            practitioner_id=practitioner.id,
            code=code,
            sentence="Feet, hips and back at the first visit.",
            stated_on=AUTUMN,
        )
    )


def points(answer):
    return sum(item["points"] for item in answer["items"])


@pytest.fixture
def person(session):
    return make_practitioner(session)


def test_nobody_assessed_has_no_score_whatever_is_claimed(client, session, person):
    claimed(session, person)
    session.commit()

    answer = client.get(url(person)).json

    assert (answer["score"], answer["interval"], answer["uncapped"]) == (None, None, None)
    assert (answer["state"], answer["members"], answer["items"]) == ("none", 0, [])


def test_from_three_members_on_every_item_says_what_they_answered(client, session, person):
    claimed(session, person)
    answered(session, person, "T1", yes=1, no=3)
    answered_all(session, person, "T1", yes=4)
    person.score_members = 4
    session.commit()

    answer = client.get(url(person)).json

    first = answer["items"][0]
    assert (answer["version"], answer["state"], answer["members"]) == ("chain-1", "scored", 4)
    assert (first["code"], first["weight"], first["possible"]) == ("T1", 20, 20.0)
    assert first["title"] == "Looks beyond the sore place"
    assert first["evidence"] == ["claim", "member"]
    assert first["answers"] == {"yes": 1, "partly": 0, "no": 3}
    assert first["claim"] == "Feet, hips and back at the first visit."
    assert len(answer["items"]) == 13
    for number in (answer["score"], *answer["interval"], *[i["points"] for i in answer["items"]]):
        assert number == round(number, 1)
    low, high = answer["interval"]
    assert 0 <= low <= answer["score"] <= high <= 100
    assert points(answer) == pytest.approx(answer["uncapped"], abs=1e-9)
    assert answer["score"] == answer["uncapped"]


@pytest.mark.parametrize("members", [1, 2])
def test_below_three_members_no_answer_holds_more_than_whole_numbers(
    client, session, person, members
):
    claimed(session, person)
    answered(session, person, "T1", yes=members)
    answered(session, person, "T4", partly=members)
    person.score_members = members
    recount(session, person, utc_now())
    person.score_members = members
    session.commit()

    score = client.get(url(person)).json
    listing = client.get(f"/api/v1/practitioners/{person.public_id}").json
    feature = client.get(f"/api/v1/practitioners/{person.public_id}?format=geojson").json

    numbers = [score["score"], score["uncapped"], *score["interval"], score["items"][-1]["points"]]
    assert all(number == round(number) for number in numbers)
    assert sum(round(10 * item["points"]) for item in score["items"]) == 10 * score["uncapped"]
    for told in (listing, feature["properties"]):
        assert told["score"] == score["score"]
        assert [told["score_interval"][end] for end in ("low", "high")] == score["interval"]
    assert person.score != round(person.score)


def test_a_flag_that_few_answered_comes_without_numbers(client, session, person):
    answered(session, person, "T1", yes=2)
    person.score_members = 2
    session.add(
        Flag(
            practitioner_id=person.id,
            code="R1",
            status=FlagStatus.CAPPED,
            reported=2,
            answered=2,
            attempts=[{"on": "2026-08-03", "how": "mail"}],
        )
    )
    session.commit()

    (flag,) = client.get(url(person)).json["flags"]

    assert (flag["reported"], flag["answered"], flag["cap"]) == (None, None, 40)


@pytest.mark.parametrize("members", [1, 2])
def test_below_three_members_one_line_stands_for_them(client, session, person, members):
    claimed(session, person)
    answered(session, person, "T1", yes=members)
    answered(session, person, "T5", no=members)
    person.score_members = members
    session.commit()

    answer = client.get(url(person)).json

    assert answer["items"][-1]["code"] == "members"
    assert answer["items"][-1]["weight"] is None
    assert all(item["answers"] is None for item in answer["items"])
    assert all("member" not in item["evidence"] for item in answer["items"][:-1])
    assert points(answer) == pytest.approx(answer["uncapped"], abs=1e-9)


def test_a_document_alone_makes_a_new_score(client, session, person):
    seen = Document(practitioner_id=person.id, code="T3", title="Course", seen_on=date(2026, 1, 9))
    session.add(seen)
    session.commit()

    answer = client.get(url(person)).json

    item = next(item for item in answer["items"] if item["code"] == "T3")
    assert (answer["state"], answer["members"]) == ("new", 0)
    assert item["document"] == {"title": "Course", "partly": False, "month": "2026-01"}
    assert points(answer) == pytest.approx(answer["uncapped"], abs=1e-9)


def test_a_cap_binds_the_score_and_not_the_points(client, session, person):
    answered(session, person, "T1", yes=9)
    person.score_members = 9
    session.add(
        Flag(
            practitioner_id=person.id,
            code="R1",
            status=FlagStatus.CAPPED,
            reported=4,
            answered=9,
            attempts=[{"on": "2026-08-03", "how": "mail"}],
            reply="We look at more now.",
            replied_on=date(2026, 8, 9),
        )
    )
    session.commit()

    answer = client.get(url(person)).json

    assert (answer["cap"], answer["score"], answer["interval"][1]) == (40, 40.0, 40.0)
    assert points(answer) == pytest.approx(answer["uncapped"], abs=1e-9)
    assert answer["uncapped"] > 40
    assert answer["flags"] == [
        {
            "code": "R1",
            "cap": 40,
            "reported": 4,
            "answered": 9,
            "asked_on": "2026-08-03",
            "reply": "We look at more now.",
            "replied_on": "2026-08-09",
        }
    ]


def test_the_listing_shows_the_same_score(client, session, person):
    answered_all(session, person, yes=9)
    recount(session, person, utc_now())
    person.score_members = 9
    session.commit()

    listing = client.get(f"/api/v1/practitioners/{person.public_id}").json

    score = client.get(url(person)).json
    assert listing["score"] == score["score"]
    assert [listing["score_interval"][end] for end in ("low", "high")] == score["interval"]
    assert (listing["score_is_new"], listing["score_cap"]) == (False, None)


@pytest.mark.parametrize("status", [Status.PENDING, Status.HIDDEN])
def test_what_is_not_public_has_no_score_either(client, session, status):
    hidden = make_practitioner(session, status=status, hidden_reason="left")
    session.commit()

    for answer in (
        client.get(url(hidden)),
        client.get(f"/api/v1/practitioners/{uuid4()}/score"),
    ):
        assert answer.status_code == 404
        assert answer.mimetype == "application/problem+json"


def test_a_copy_is_good_until_something_changes(client, session, person):
    session.commit()
    first = client.get(url(person))

    again = client.get(url(person), headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, max-age=60"
    assert (again.status_code, again.data) == (304, b"")


def test_it_takes_no_parameters_and_comes_as_json_alone(client, session, person):
    session.commit()

    assert client.get(url(person) + "?colour=red").status_code == 400
    assert client.get(url(person), headers={"Accept": "text/html"}).status_code == 406
