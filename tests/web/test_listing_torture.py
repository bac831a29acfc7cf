"""Whatever is typed, however often, in whatever order: nothing is lost, nothing fails."""

import html
from dataclasses import replace

import pytest

from directory.http.limits import DRAFT_BEGUN_LIMIT, DRAFT_LIMIT
from directory.listings.drafts import STEPS
from directory.web.listing_writing import Writing
from tests.accounts.factories import make_account, sign_in
from tests.listings.factories import make_owned
from tests.web.assessing import spend
from tests.web.listing_form import (
    CREDENTIALS,
    FEES,
    HOW,
    PAGES,
    PATH,
    WHERE,
    WHO,
    TownPlaces,
    fill,
    post,
    revisions,
    text_of,
    token_of,
)
from tests.web.visits import send as send_form

NASTY = {
    "markup": "<script>alert(1)</script>'\"><b>x</b>{{7*7}}",
    "directions": "\u202eevil\u2066 \u200f",
    "nul": "a\0b\x07\x1b",
    "long": "x" * 590,
    "far too long": "é" * 3_000,
    "other letters": "理学療法士 مرحبا Ελληνικά 🏃🏽",
    "numbers": "-1e999",
    "blank": " \u00a0\u3000\t\n",
}
LISTS = {"place": ["new-1", "17", "../etc", "new-1"], "licence": ["1", "2", "x"]}
ANSWERS = {200, 303, 400, 429}


@pytest.fixture(autouse=True)
def _places(app):
    app.extensions["directory"] = replace(app.extensions["directory"], places=TownPlaces())


def names_of(step):
    """Every field that a page may ask."""
    page = Writing({"where": {"place": ["new-1", "17"]}}, TownPlaces()).page(step)
    return [field.name for form in (page.form, *page.rows.values()) for field in form]


@pytest.mark.parametrize("kind", NASTY)
def test_hostile_words_in_every_field_of_every_page_are_kept_and_shown_harmlessly(
    app, client, kind
):
    fill(client)
    token = token_of(client.get(f"{PATH}/who"))
    for step in STEPS:
        with app.test_request_context():
            fields = dict.fromkeys(names_of(step), NASTY[kind])

        sent = post(client, step, token=token, **{**LISTS, **fields, "do": NASTY[kind]})

        assert sent.status_code in ANSWERS, step
        shown = client.get(f"{PATH}/{step}")
        assert shown.status_code == 200
        assert "<script>alert" not in shown.text
        assert "\u202e" not in shown.text
        assert (
            post(client, "preview-card", token=token, **{"step": step, **fields}).status_code
            in ANSWERS
        )
    if kind in {"markup", "other letters", "long"}:
        assert (
            f'value="{html.escape(NASTY[kind])}"'.replace("&#x27;", "&#39;").replace(
                "&quot;", "&#34;"
            )
            in client.get(f"{PATH}/who").text
        )


@pytest.mark.parametrize("step", STEPS)
def test_an_empty_page_and_any_button_are_answered_kindly(client, step):
    fill(client)
    token = token_of(client.get(f"{PATH}/who"))

    empty = post(client, step, token=token)
    buttons = [
        post(client, step, token=token, do=button)
        for button in ("remove:new-1", "remove:", "add", "find", "look", "other")
    ]

    assert {page.status_code for page in (empty, *buttons)} <= ANSWERS
    assert client.get(f"{PATH}/{step}").status_code == 200


def test_ten_thousand_fields_are_answered_kindly(client):
    fill(client)
    token = token_of(client.get(f"{PATH}/who"))

    same = post(client, "who", token=token, name=["x"] * 10_000, languages=["en"] * 10_000)
    rows = post(client, "where", token=token, place=[f"new-{number}" for number in range(10_000)])
    others = post(client, "fees", token=token, **{f"new-{n}-city": "x" for n in range(10_000)})

    assert {page.status_code for page in (same, rows, others)} <= ANSWERS
    assert client.get(f"{PATH}/where").text.count('name="place"') <= 6


def test_a_body_that_is_far_too_large_is_refused(client):
    assert post(client, "who", bio="x" * 1_100_000).status_code == 413


def test_the_back_button_changes_the_page_it_went_back_to_and_no_other(client):
    fill(client)

    again = post(client, "who", **{**WHO, "name": "Ines the Second"})

    assert again.headers["Location"] == f"{PATH}/where"
    text = text_of(client.get(f"{PATH}/preview"))
    assert "Ines the Second" in text
    assert "80202 Denver, Colorado" in text
    assert "$140" in text


def test_of_two_tabs_each_page_keeps_its_last_word(client):
    fill(client)

    post(client, "how", **{**HOW, "link-feet": "I watch both feet land."})
    post(client, "fees", **{**FEES, "new-1-fee_first": "95"})
    post(client, "how", **{**HOW, "link-feet": "I film both feet landing."})

    text = text_of(client.get(f"{PATH}/preview"))
    assert "I film both feet landing." in text
    assert "I watch both feet land." not in text
    assert "$95" in text
    assert "Physical therapist" in text


def test_a_place_removed_in_one_tab_takes_nothing_along_in_the_other(client):
    both = {**WHERE, "place": ["new-1", "new-2"], "new-2-city": "Denver", "new-2-country": "US"}
    fill(client, where={**both, "new-2-postal_code": "80202"})
    post(client, "where", **WHERE)

    late = {"place": ["new-1", "new-2"], "new-1-fee_first": "1", "new-2-fee_first": "2"}
    sent = post(client, "fees", **late)

    assert sent.status_code == 303
    assert client.get(f"{PATH}/fees").text.count('name="place"') == 1


def test_signing_out_in_the_middle_loses_nothing_of_the_page_that_is_open(client, session):
    owner = make_account(session)
    session.commit()
    sign_in(client, owner)
    fill(client)
    stale = token_of(client.get(f"{PATH}/credentials"))
    send_form(client, "/sign-out", page="/account")

    refused = post(client, "credentials", token=stale, **{**CREDENTIALS, "1-number": "PT-4711"})
    fresh = token_of(refused)
    taken = post(client, "credentials", token=fresh, **{**CREDENTIALS, "1-number": "PT-4711"})

    assert refused.status_code == 400
    assert "Press the button once more" in refused.text
    assert 'value="PT-4711"' in refused.text
    assert taken.headers["Location"] == f"/sign-in?next={PATH}/credentials"
    with client.session_transaction() as cookie:
        draft = cookie["draft_id"]
    sign_in(client, owner)
    with client.session_transaction() as cookie:
        cookie["draft_id"] = draft
    assert 'value="PT-4711"' in client.get(f"{PATH}/credentials").text
    assert "Ines Okafor-Lund" in client.get(f"{PATH}/preview").text


def test_signing_out_while_editing_shows_what_was_typed_and_nothing_else(client, session):
    listing, owner = make_owned(session, name="Ada Alder", bio="What stands.")
    session.commit()
    path = f"/desk/{listing.public_id}/edit"
    sign_in(client, owner)
    stale = token_of(client.get(f"{path}/who"))
    send_form(client, "/sign-out", page="/account")

    refused = post(client, "who", path=path, token=stale, name="Ada the Second")
    nowhere = post(client, "preview", path=path, token=stale, attested="y")
    stranger = make_account(session)
    session.commit()
    sign_in(client, stranger)
    foreign = post(client, "who", path=path, token=stale, name="Ada the Third")

    assert (refused.status_code, nowhere.status_code, foreign.status_code) == (400, 400, 400)
    assert 'value="Ada the Second"' in refused.text
    assert "What stands." not in refused.text
    assert "Ada the Third" not in foreign.text
    assert "What stands." not in foreign.text


def test_who_begins_too_much_is_asked_to_wait_and_loses_nothing(client):
    token = token_of(client.get(f"{PATH}/who"))
    spend(client, "draft_begun", int(DRAFT_BEGUN_LIMIT.split()[0]))

    page = post(client, "who", token=token, **{**WHO, "name": "Typed too fast"})
    script = client.post(f"{PATH}/draft", data={"csrf_token": token, "step": "who"})

    assert (page.status_code, script.status_code) == (429, 429)
    assert 'value="Typed too fast"' in page.text
    assert int(page.headers["Retry-After"]) >= 1


def test_who_types_too_fast_is_asked_to_wait_and_loses_nothing(client):
    token = token_of(client.get(f"{PATH}/who"))
    kept = {"csrf_token": token, "step": "preview"}
    for _ in range(int(DRAFT_LIMIT.split()[0])):
        client.post(f"{PATH}/draft", data=kept)

    page = post(client, "who", token=token, **{**WHO, "name": "Typed too fast"})

    assert page.status_code == 429
    assert 'value="Typed too fast"' in page.text
    assert int(page.headers["Retry-After"]) >= 1


def test_sending_what_was_never_begun_leads_to_the_beginning(client, session, open_session):
    author = make_account(session)
    session.commit()
    sign_in(client, author)

    sent = post(client, "preview", attested="y")

    assert sent.headers["Location"] == f"{PATH}/who"
    assert revisions(open_session) == []
    assert set(PAGES) | {"preview"} == set(STEPS)
