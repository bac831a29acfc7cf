from datetime import date
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import LanguageAccept

from directory.http.facets import facet_keys, filter_name, key_label
from directory.http.language import country_of, language_for
from directory.http.translation import catalogue, gettext, lazy_gettext, ngettext
from directory.http.units import Units, in_units, rounded, units_for
from directory.http.wording import distance_text, reason_text
from directory.search.query import FACETS, STATABLE
from directory.search.results import Reason


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (
            Reason("match", {"words": "running gait", "field": "method"}),
            "matches “running gait” in Methods",
        ),
        (Reason("match", {"words": "gait", "field": "other"}), "matches “gait” in other"),
        (Reason("method_unstated"), "methods not stated: ask"),
        (Reason("near", {"km": 4.24}), "4.2 km"),
        (Reason("payer", {"label": "Aetna"}), "accepts Aetna"),
        (Reason("evening"), "has evening hours"),
        (Reason("stage", {"label": "Mobility"}), "works on this stage: Mobility"),
        (Reason("unstated", {"filter": "price"}), "not stated: Price of a first visit"),
        (Reason("accepting"), "takes new clients"),
        (
            Reason("accepting", {"as_of": date(2026, 3, 4)}),
            "takes new clients as of Mar 4, 2026",
        ),
        (Reason("score", {"score": 81.2}), "whole-chain score 81"),
        (
            Reason("score", {"score": 81.2, "low": 68, "high": 90, "members": 7}),
            "whole-chain score 81 (68-90, 7 members)",
        ),
        (
            Reason("score", {"score": 70, "low": 52, "high": 81, "members": 1, "is_new": True}),
            "new: whole-chain score 52-81, 1 member",
        ),
        (
            Reason("score", {"score": 60, "low": 48, "high": 79, "members": 0, "is_new": True}),
            "new: whole-chain score 48-79, documents only",
        ),
        (
            Reason("score", {"score": 70, "low": 52, "high": 81, "members": 1}),
            "whole-chain score 70 (52-81, 1 member)",
        ),
        (Reason("something_new"), ""),
    ],
)
def test_reasons_read_as_sentences_without_a_request(reason, text):
    assert reason_text(reason) == text


def test_distances_follow_the_units(site):
    with site.test_request_context("/"):
        assert distance_text(4.24, Units.MI) == "2.6 mi"
        assert distance_text(38.4) == "38 km"
        assert reason_text(Reason("near", {"km": 4.24}), Units.MI) == "2.6 mi"


@pytest.mark.parametrize(
    ("country", "override", "units"),
    [
        ("US", None, Units.MI),
        ("gb", None, Units.MI),
        ("DE", None, Units.KM),
        ("", None, Units.KM),
        (None, "mi", Units.MI),
        ("US", "km", Units.KM),
        ("US", "furlongs", Units.MI),
    ],
)
def test_units_are_those_of_the_country_unless_chosen(country, override, units):
    assert units_for(country, override) is units


@given(st.floats(0, 40_000))
def test_kilometres_stay_and_miles_are_1609_metres(distance_km):
    assert in_units(distance_km, Units.KM) == distance_km
    assert in_units(distance_km, Units.MI) * 1.609344 == pytest.approx(distance_km)


@given(st.floats(0, 40_000))
def test_rounding_never_shifts_a_distance_by_more_than_half_a_step(distance):
    step = 0.1 if distance < 9.95 else 1
    assert abs(rounded(distance) - distance) <= step / 2 + 1e-9


@pytest.mark.parametrize("facet", FACETS)
def test_every_key_of_every_facet_has_a_label(facet):
    keys = facet_keys(facet)

    assert keys
    assert all(key_label(facet, key) for key in keys)


@pytest.mark.parametrize("name", sorted({*FACETS, *STATABLE}))
def test_every_filter_has_a_name(name):
    assert filter_name(name) != name


@pytest.mark.parametrize("facet", ["kind", "telehealth", "payment", "modality"])
def test_a_free_tag_reads_as_itself(facet):
    assert key_label(facet, "barefoot").lower() == "barefoot"


def test_a_payer_and_a_way_to_pay_read_as_their_labels():
    assert key_label("payment", "aetna") == "Aetna"
    assert key_label("payment", "self_pay") == "Self-pay"


def test_a_language_that_is_not_translated_falls_back():
    accepts_german = LanguageAccept([("de", 1.0)])

    assert language_for(None, accepts_german) == "en"
    assert language_for("de", accepts_german) == "en"
    assert language_for("en", accepts_german) == "en"


@pytest.mark.parametrize(
    ("header", "country"),
    [
        ([("en-GB", 1)], "GB"),
        ([("de", 1), ("en-US", 0.5)], "DE"),
        ([("en", 1)], "US"),
        ([("zh-Hant-TW", 1)], "TW"),
        ([("es-419", 1)], "ES"),
        ([("xx-unknown", 1), ("fr-CA", 0.3)], "CA"),
        ([("*", 1)], None),
        ([], None),
    ],
)
def test_a_visitors_languages_point_to_a_country(header, country):
    assert country_of(LanguageAccept(header)) == country


def test_templates_know_the_language_of_the_page(visitor):
    assert "<p>en</p>" in visitor.get("/page", headers={"Accept-Language": "de"}).text


def test_outside_a_request_the_default_language_is_spoken(site):
    with site.app_context():
        assert site.jinja_env.globals["page_language"]() == "en"


def test_a_request_has_one_catalogue_and_what_runs_outside_has_none(app):
    with app.test_request_context("/"):
        assert catalogue() is catalogue()
        assert str(lazy_gettext("Kind")) == gettext("Kind") == "Kind"
        assert ngettext("%(num)s of %(all)s", "%(num)s in %(all)s", 2, all=3) == "2 in 3"

    assert type(catalogue()) is NullTranslations
    assert gettext("100%") == "100%"
