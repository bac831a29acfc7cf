"""What a profile says about a score: why it is so, what caps it, what members say."""

import re
from datetime import date

import pytest

from directory.db import utc_now
from directory.vetting.checklist import EvidenceKind, checklist
from directory.vetting.comments import show_comment
from directory.vetting.evidence import load
from directory.vetting.models import Claim, Document, Flag, FlagStatus, Tally
from directory.vetting.recount import recount
from directory.vetting.score import member_weight, month_number
from directory.web.vetting_words import cap_words
from tests.factories import make_practitioner, make_term
from tests.vetting.factories import make_assessment

AUTUMN = date(2026, 9, 1)


def told(session, practitioner, code, yes=0, partly=0, no=0):
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


def told_all(session, practitioner, *but, yes):
    for item in checklist(practitioner.kind).items:
        if EvidenceKind.MEMBER in item.evidence and item.code not in but:
            told(session, practitioner, item.code, yes=yes)


def scored(session, practitioner, members):
    """Store the score of what was planted; so many members count."""
    recount(session, practitioner, utc_now())
    practitioner.score_members = members
    session.commit()


def flagged(session, practitioner, reply=None, reported=4, answered=9):
    session.add(
        Flag(
            practitioner_id=practitioner.id,
            code="R1",
            status=FlagStatus.CAPPED,
            reported=reported,
            answered=answered,
            attempts=[{"on": "2026-08-03", "how": "mail"}, {"on": "2026-08-12", "how": "phone"}],
            reply=reply,
            replied_on=date(2026, 8, 20) if reply else None,
        )
    )


def points_of(page):
    """The points of the table's rows, and those of its last line."""
    body = re.search(r'id="points".*?</table>', page, re.DOTALL).group()
    cells = re.findall(r'points__number">([+-]?[\d.]+)</td>\s*</tr>', body)
    return [float(cell) for cell in cells]


@pytest.fixture
def person(session):
    return make_practitioner(session, name="Ines Okafor")


@pytest.fixture
def profile(client, person):
    def get(query=""):
        page = client.get(f"/practitioners/{person.slug}{query}")
        assert page.status_code == 200
        return re.sub(r"\s+", " ", page.text)

    return get


def test_the_table_says_what_each_item_gave_and_who_says_so(session, person, profile):
    told_all(session, person, "T1", yes=7)
    told(session, person, "T1", yes=1, no=6)
    session.add(
        Claim(practitioner_id=person.id, code="T1", sentence="All links.", stated_on=AUTUMN)
    )
    session.add(
        Document(practitioner_id=person.id, code="T3", title="Course", seen_on=date(2026, 1, 3))
    )
    scored(session, person, members=7)

    page = profile()

    assert "1 yes, 6 no; claims it; 6 of 7 said no: “All links.”" in page
    assert "7 yes; document seen, Jan 2026: Course" in page
    assert "nobody has said anything yet" in page
    assert "Version chain-1." in page
    assert '/method#score"' in page
    *points, total = points_of(page)
    assert sum(points) == pytest.approx(total)
    assert f"{person.score:.1f}" == f"{total:.1f}"


def test_below_three_members_they_stand_in_one_line(session, person, profile):
    told_all(session, person, yes=2)
    told(session, person, "link:hips", yes=2)
    make_term(session, person, "region", "hips", note="Hip turn.")
    scored(session, person, members=2)

    page = profile()

    assert "Members, together" in page
    assert "2 yes" not in page
    assert "no claim, no document" in page
    assert "nobody has said" not in page
    assert "2 of 2 members" not in page
    assert "claimed: “Hip turn.”" in page
    assert "Members’ answers show from three members on." in page
    *points, total = points_of(page)
    assert sum(points) == pytest.approx(total)


def test_links_fill_from_what_members_say(session, person, profile):
    told_all(session, person, yes=7)
    told(session, person, "link:feet", yes=6, no=1)
    told(session, person, "link:hips", yes=1, no=6)
    make_term(session, person, "region", "hips", note="Hip turn.")
    scored(session, person, members=7)

    page = profile("?sore=knees")

    assert "6 of 7 members" in page
    assert "claimed; 1 of 7 members" in page
    assert "“Hip turn.”" in page
    assert "claimed, most members say no" in page


def test_claims_alone_make_no_number(session, person, profile):
    session.add(
        Claim(practitioner_id=person.id, code="T1", sentence="All links.", stated_on=AUTUMN)
    )
    scored(session, person, members=0)

    page = profile()

    assert "Not assessed yet" in page
    assert "no number, whatever is claimed" in page
    assert "claims it: “All links.”" in page
    assert 'id="points"' not in page


def test_documents_alone_show_a_range(session, person, profile):
    session.add(
        Document(
            practitioner_id=person.id, code="T3", title="Old", partly=True, seen_on=date(2026, 1, 3)
        )
    )
    scored(session, person, members=0)

    page = profile()

    assert re.search(r"New: between \d+ and \d+, documents only", page)
    assert "by the documents alone" in page
    assert "document seen, Jan 2026: Old (counts by half)" in page
    assert "no member has answered yet" in page


@pytest.mark.parametrize("reply", ["We ask at every visit now.", None])
def test_a_cap_says_what_was_reported_and_whether_it_was_answered(session, person, profile, reply):
    told_all(session, person, yes=9)
    flagged(session, person, reply)
    scored(session, person, members=9)

    page = profile()

    outcome = "answered below" if reply else "did not answer"
    assert (
        "Capped at 40: 4 of 9 members reported that only the sore place was looked at and treated; "
        f"the practitioner was asked on 3 Aug 2026 and {outcome}." in page
    )
    assert ("We ask at every visit now." in page) is bool(reply)
    assert "Score, capped at 40" in page
    assert "40, capped at 40, between 40 and 40, 9 members" in page
    assert "we are 90 % sure" not in page
    assert "confirmed" not in page.partition("Capped at 40")[2].partition("</div>")[0]


def test_a_cap_by_few_members_does_not_say_how_many(session, person, profile):
    told_all(session, person, yes=2)
    flagged(session, person, reported=2, answered=2)
    scored(session, person, members=2)

    page = profile()

    assert "Capped at 40: members reported that only the sore place was looked at" in page
    assert "2 of 2" not in page


def test_a_card_by_few_members_does_not_say_how_many_either(session, person, client):
    flagged(session, person, reported=1, answered=2)
    told_all(session, person, yes=2)
    scored(session, person, members=2)

    evidence = load(session, [person.id])[person.id]
    with client.application.test_request_context():
        (words,) = cap_words(person, evidence)

    assert words.card.startswith("Members reported that only the sore place")


def test_below_three_members_the_page_holds_whole_numbers_alone(session, person, profile, client):
    told(session, person, "T1", yes=1)
    told(session, person, "T4", partly=1)
    scored(session, person, members=1)

    page = profile()

    score = client.get(f"/api/v1/practitioners/{person.public_id}/score").json
    low, high = map(round, score["interval"])
    assert f"New: between {low} and {high}, 1 member" in page
    bar = re.search(r'ruler__open" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', page)
    assert [float(number) for number in bar.groups()] == [10 + 3 * low, 3 * (high - low)]
    *points, together, total = points_of(page)
    assert (together, total) == (score["items"][-1]["points"], score["uncapped"])
    assert sum(points) + together == pytest.approx(total)


def test_of_somebody_new_the_table_sums_without_naming_a_score(session, person, profile):
    told(session, person, "T1", yes=1)
    scored(session, person, members=1)

    foot = profile().partition("<tfoot>")[2].partition("</tfoot>")[0]

    low, high = round(person.score_low), round(person.score_high)
    assert "Score" not in foot
    assert f'Sum <span class="points__evidence">New: between {low} and {high}</span>' in foot


def test_of_somebody_new_under_a_cap_the_table_gives_the_range(session, person, profile):
    told(session, person, "T1", yes=1)
    flagged(session, person, reported=1, answered=1)
    scored(session, person, members=1)

    foot = profile().partition("<tfoot>")[2].partition("</tfoot>")[0]

    assert re.search(r"Score, capped at 40 <span[^>]*>New: between \d+ and 40</span>", foot)
    assert not re.search(r">40(\.0)?</td>", foot)


def test_an_item_that_few_answered_keeps_their_answers(session, person, profile):
    told_all(session, person, "T1", yes=5)
    told(session, person, "T1", yes=1, no=1)
    scored(session, person, members=5)

    page = profile()

    assert "fewer than three members answered" in page
    assert "1 yes, 1 no" not in page


def test_comments_show_the_season_and_nothing_of_who_wrote_them(session, person, profile):
    shown = make_assessment(session, practitioner=person, comment="She watched me run.\nTwice.")
    show_comment(session, shown, actor="staff")
    make_assessment(session, practitioner=person, comment="Nobody has read this yet.")
    session.commit()

    page = profile()

    assert "Members say" in page
    assert "She watched me run. Twice." in page
    assert "visit in early 2026" in page
    assert "Nobody has read this yet." not in page


def test_one_button_is_filled(session, person, profile):
    person.locations[0].phone = "303-555-0100"
    scored(session, person, members=0)

    page = profile()

    head = page.partition('class="callbar"')[0]
    assert len(re.findall(r'class="button"', head)) == 1
