import re
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import event

from directory.db import begin_write, database
from directory.geo.point import GeoPoint
from directory.practitioners.models import Status
from directory.vetting.models import Flag, FlagStatus
from tests.factories import make_noise, make_practitioner, make_term

BOULDER = GeoPoint(40.015, -105.2705)


def names(page):
    return re.findall(r'<h2 class="card__name".*?<a [^>]*>([^<]+)</a>', page.text)


def test_a_listing_near_the_place_stands_on_the_page_with_its_reasons(session, client, listed):
    make_practitioner(session, name="Ada Alder", terms={"method": ["running_gait"]})
    make_noise(session)
    listed()

    page = client.get("/search?q=gait+analysis&near=Denver")

    assert page.status_code == 200
    assert names(page) == ["Ada Alder"]
    assert "matches “Running gait” in Methods" in page.text
    assert "0 mi" in page.text
    assert "Not assessed yet" in page.text


def test_an_ambiguous_place_offers_the_others_as_links(session, client, listed):
    make_practitioner(session)
    listed()

    page = client.get("/search?near=Denver&q=knee&kind=therapist")

    assert "Not this one?" in page.text
    assert "near=Denver,+Pennsylvania" in page.text
    assert "kind=therapist" in re.search(r'href="([^"]*Pennsylvania[^"]*)"', page.text)[1]


def test_an_unknown_place_says_so_and_keeps_what_was_typed(client, listed):
    listed()

    page = client.get("/search?q=sore+hip&near=Nowhereville&telehealth=yes")

    assert page.status_code == 200
    assert "We don’t know this place" in page.text
    assert 'value="sore hip"' in page.text
    assert 'value="Nowhereville"' in page.text
    assert '<input type="hidden" name="telehealth" value="yes">' in page.text
    assert "near=Denver" in page.text


def test_those_who_state_no_methods_come_last_and_can_be_left_out(session, client, listed):
    make_practitioner(session, name="Silent Sam")
    make_practitioner(session, name="Telling Tina", terms={"method": ["running_gait"]})
    listed()

    page = client.get("/search?q=gait+analysis&near=Denver")

    assert names(page) == ["Telling Tina", "Silent Sam"]
    assert "Includes 1 who states no methods." in page.text
    assert "Methods not stated: these professions fit, ask them." in page.text
    without = client.get("/search?q=gait+analysis&near=Denver&stated=text")
    assert names(without) == ["Telling Tina"]


def test_a_filter_in_use_is_a_chip_whose_link_takes_it_out(session, client, listed):
    make_practitioner(session, locations=[{"payers": ["aetna"]}])
    listed()

    page = client.get("/search?near=Denver&payment=aetna&kind=therapist")

    chips = re.findall(r'<a class="chip" href="([^"]+)"[^>]*>\s*([^<]+?)\s*<', page.text)
    assert [(label.strip(), href) for href, label in chips] == [
        ("Therapist", "/search?near=Denver&amp;payment=aetna"),
        ("Aetna", "/search?near=Denver&amp;kind=therapist"),
    ]


def test_a_chip_says_what_a_yes_is_about(session, client, listed):
    make_practitioner(session)
    listed()

    page = client.get("/search?near=Denver&telehealth=yes&accepting=no&max_price=0")

    chips = re.findall(r'<a class="chip" [^>]*>\s*([^<]+?)\s*<', page.text)
    assert sorted(chips) == ["By video", "Taking new clients: No", "up to $0"]


def test_a_least_score_is_a_chip_too_and_keeps_those_without_a_score(session, client, listed):
    make_practitioner(session, name="Ada Alder")
    listed()

    page = client.get("/search?near=Denver&min_score=70")

    assert names(page) == ["Ada Alder"]
    assert re.search(
        r'<a class="chip" href="/search\?near=Denver"[^>]*>vetting score 70', page.text
    )
    assert "Includes 1 whom too few have assessed yet." in page.text


def test_a_filter_counts_what_it_would_find(session, client, listed):
    make_practitioner(session, kind="therapist")
    make_practitioner(session, kind="running_coach", profession="running_coach")
    listed()

    page = client.get("/search?near=Denver&kind=therapist")

    lines = re.findall(r'label">([^<]+)</span>\s*<span class="choice__count">(\d+)<', page.text)
    assert ("Therapist", "1") in lines
    assert ("Running coach", "1") in lines


def test_hidden_and_pending_listings_never_show(session, client, listed):
    make_practitioner(session, name="Pending Pia", status=Status.PENDING)
    make_practitioner(session, name="Hidden Hal", status=Status.HIDDEN, hidden_reason="test")
    listed()

    page = client.get("/search?near=Denver")

    assert names(page) == []


def test_a_stale_statement_about_new_clients_says_so(session, client, listed):
    fresh = datetime.now(UTC).date() - timedelta(days=3)
    make_practitioner(session, accepting=True, accepting_as_of=fresh)
    make_practitioner(session, accepting=True, accepting_as_of=date(2020, 3, 1))
    listed()

    page = client.get("/search?near=Denver")

    assert page.text.count("not confirmed since") == 1


def test_prices_and_distances_follow_the_place(session, client, listed):
    make_practitioner(session, locations=[{"fee_first": 140, "currency": "USD", "point": BOULDER}])
    listed()

    page = client.get("/search?near=Denver&radius_km=60")

    assert "$140 first visit" in page.text
    assert "24 mi" in page.text
    assert "39 km" in client.get("/search?near=Denver&radius_km=60&units=km").text


def test_pages_follow_each_other_without_gap_or_repeat(session, client, listed):
    for number in range(23):
        make_practitioner(session, name=f"Person {number:02}")
    listed()

    seen = [n for page in (1, 2, 3) for n in names(client.get(f"/search?near=Denver&page={page}"))]

    assert sorted(seen) == [f"Person {number:02}" for number in range(23)]
    assert "Page 2 of 3" in client.get("/search?near=Denver&page=2").text


def test_the_sore_place_is_marked_and_carried_to_the_listing(session, client, listed):
    person = make_practitioner(session, terms={"condition": ["knee_pain"]})
    make_term(session, person, "region", "hips", note="Checks how the hip turns.")
    listed()

    page = client.get("/search?q=knee+pain&near=Denver")

    assert "Besides the knee: <b>1 of 5</b> links claimed" in page.text
    assert f"/practitioners/{person.slug}?sore=knees" in page.text


def test_an_area_has_no_radius(session, client, listed):
    make_practitioner(session, name="Statewide Stan", locations=[{"point": GeoPoint(37.3, -107.9)}])
    listed()

    page = client.get("/search?near=Colorado")

    assert names(page) == ["Statewide Stan"]
    assert "Within" not in page.text.split("<h1>")[0].split("understood")[-1]


def test_a_position_is_rounded_before_it_is_used(session, client, listed):
    make_practitioner(session, name="Ada Alder")
    listed()

    page = client.get("/search?lat=39.73921&lon=-104.99031")

    assert names(page) == ["Ada Alder"]
    assert "39.7392" not in page.text


def test_a_missing_index_is_a_plain_503_and_the_rest_works(client):
    page = client.get("/search?q=knee")

    assert page.status_code == 503
    assert int(page.headers["Retry-After"]) > 0
    assert client.get("/").status_code == 200


def test_a_position_at_sea_is_searched_without_a_town(session, client, listed):
    make_practitioner(session, name="Video Vera", telehealth=True)
    listed()

    page = client.get("/search?lat=0&lon=-30")

    assert names(page) == ["Video Vera"]


def test_the_order_by_score_is_offered_once_somebody_has_one(session, client, listed):
    person = make_practitioner(session)
    listed()
    assert "Highest vetted" not in client.get("/search?near=Denver").text

    begin_write(session)
    person.score, person.score_low, person.score_high, person.score_members = 81, 68, 90, 7
    session.commit()

    assert "Highest vetted" in client.get("/search?near=Denver").text


def test_the_place_for_the_new_is_set_apart_said_why_and_not_numbered(session, client, listed):
    for number in range(12):
        make_practitioner(session, name=f"Person {number:02}")
    listed()

    page = client.get("/search?near=Denver")

    assert page.text.count("New here today.") == 1
    assert "by lot. Never paid." in page.text
    newcomer = re.search(r'card__name--new".*?<a [^>]*>([^<]+)</a>', page.text).group(1)
    assert newcomer not in names(page)
    assert "12 people near Denver" in page.text
    for elsewhere in ("page=2", "sort=nearest", "sort=vetted"):
        assert "New here" not in client.get(f"/search?near=Denver&{elsewhere}").text


def test_a_page_asks_for_the_evidence_of_all_its_cards_at_once(session, client, app, listed):
    for number in range(9):
        make_practitioner(session, name=f"Person {number}")
    listed()
    client.get("/search?near=Denver")
    statements = []
    with app.app_context():
        listener = lambda *args: statements.append(args[2])  # noqa: E731
        event.listen(database.engine, "before_cursor_execute", listener)

    client.get("/search?near=Denver")

    of_evidence = [s for s in statements if re.search(r"FROM (tally|claim|document|red_flag)\b", s)]
    assert len(of_evidence) == 4


def test_a_capped_card_says_who_reported_what_and_whether_it_was_answered(session, client, listed):
    person = make_practitioner(session, score=40, score_low=31, score_high=40, score_cap=40)
    person.score_members = 9
    session.add(
        Flag(
            practitioner_id=person.id,
            code="R1",
            status=FlagStatus.CAPPED,
            reported=4,
            answered=9,
            attempts=[{"on": "2026-08-03", "how": "mail"}],
        )
    )
    listed()

    page = client.get("/search?near=Denver")

    assert "40, capped at 40, between 31 and 40, 9 members" in page.text
    assert "4 of 9 members reported that only the sore place was looked at" in page.text
    assert "Asked on 3 Aug 2026; did not answer." in page.text
    assert "confirmed that" not in page.text


def test_a_least_score_asks_for_a_settled_one(session, client, listed):
    shown = {"score": 81, "score_low": 68, "score_high": 90}
    make_practitioner(session, name="Ada Alder", score_members=7, **shown)
    make_practitioner(session, name="Bea Birch", score_members=1, score_is_new=True, **shown)
    listed()

    page = client.get("/search?near=Denver&min_score=80&stated=score")

    assert names(page) == ["Ada Alder"]
    assert "Include those not assessed yet" in page.text
