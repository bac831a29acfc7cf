"""A price among the words of a search."""

from tests.factories import make_practitioner
from tests.web.test_search import names


def test_a_price_among_the_words_becomes_the_filter_it_is(session, client, listed):
    make_practitioner(session, name="Dear Dora", locations=[{"fee_first": 120, "currency": "USD"}])
    make_practitioner(session, name="Cheap Carl", locations=[{"fee_first": 60, "currency": "USD"}])
    listed()

    page = client.get("/search?q=physio+under+$80&near=Denver", follow_redirects=True)
    typed = client.get("/search?q=physio+under+$80&near=Denver&exact=1")

    assert names(page) == ["Cheap Carl"]
    assert 'value="physio"' in page.text
    assert "up to $80" in page.text
    assert typed.status_code == 200


def test_a_price_in_another_currency_stays_among_the_words(session, client, listed):
    make_practitioner(session, locations=[{"fee_first": 60, "currency": "USD"}])
    listed()

    page = client.get("/search?q=physio+under+€80&near=Denver")

    assert page.status_code == 200
    assert "up to $80" not in page.text


def test_an_hmo_among_the_words_becomes_the_filter_it_is(session, client, listed):
    make_practitioner(session, name="Cash Only", locations=[{"payers": [], "self_pay": True}])
    make_practitioner(session, name="Plan Taker", locations=[{"payers": ["kaiser_permanente"]}])
    listed()

    page = client.get("/search?q=physio+HMO&near=Denver", follow_redirects=True)
    typed = client.get("/search?q=physio+HMO&near=Denver&exact=1")

    assert page.request.args.to_dict() == {"q": "physio", "near": "Denver", "payment": "hmo"}
    assert names(page)[0] == "Plan Taker"
    assert typed.status_code == 200
