"""From one site to another and out again, to the byte: made-up tables and a demo world."""

from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.db import begin_write, make_engine
from directory.demo.service import plant
from directory.geo.point import GeoPoint
from directory.interchange.sheet import service
from directory.practitioners.models import Location, Practitioner, Precision
from tests.databases import copy_sqlite
from tests.factories import make_practitioner
from tests.interchange.sheet.sheets import read, tables, written

KEY = "a site's secret"
_numbers = count()


def exported(session):
    session.expire_all()
    return written(service.each_listing(session))


def take_in(session, content):
    found, _ = read(content)
    service.take(session, found, source="csv", secret=KEY)
    session.flush()


@pytest.fixture
def other_site(sqlite_template, tmp_path):
    """A site without listings; a new one at each call."""
    opened = []

    def open_one():
        engine = make_engine(copy_sqlite(sqlite_template, tmp_path / f"{next(_numbers)}.sqlite"))
        opened.append(engine)
        session = Session(engine)
        begin_write(session)
        return session

    yield open_one
    for engine in opened:
        engine.dispose()


def odd_listings(session):
    """Listings that tables find hard, from every source."""
    make_practitioner(session, locations=(), telehealth=True, name="'=Ada")
    make_practitioner(session, locations=[{"point": None, "city": "Nowhere at all"}])
    make_practitioner(session, locations=())
    nowhere = {"point": None, "city": "", "region": "", "region_code": "", "country": ""}
    make_practitioner(session, locations=[nowhere])
    make_practitioner(session, locations=[nowhere, {"city": "Bern"}, nowhere | {"name": "Hinge"}])
    make_practitioner(session, locations=[{"city": ""}, {"city": ""}], town_only=True)
    make_practitioner(
        session,
        name="-Zoë “Q” O'Neil",
        bio="=SUM(A1)\r\n\n\"quoted\"; 'and' 👩\u200d⚕\ufe0f ",
        terms={"modality": ["Semi; colon", "cupping", "back\\slash", "=x"], "language": ["a, b"]},
        locations=[
            {"point": GeoPoint(-33.1, -0.1 - 0.2), "payers": ["Zed, Mutual"], "phone": "+1 303"},
            {"city": "Perth", "fee_first": 62.5, "fee_next": 100.0, "self_pay": False},
        ],
    )
    make_practitioner(session, source="nppes", npi="1234567893", town_only=True)
    make_practitioner(
        session, source="nppes", locations=[{"precision": Precision.POSTAL, "postal_code": "00501"}]
    )
    make_practitioner(session, name="Hidden Owl", status="hidden", hidden_reason="Asked for.")


def test_odd_listings_survive_on_both_databases(session, other_site):
    odd_listings(session)
    content = exported(session)
    elsewhere = other_site()

    take_in(elsewhere, content)

    assert exported(elsewhere) == content
    assert b"Hidden Owl" not in content


def test_a_database_takes_in_what_another_wrote(session, other_site):
    elsewhere = other_site()
    odd_listings(elsewhere)
    content = exported(elsewhere)

    take_in(session, content)

    assert exported(session) == content


@pytest.mark.databases("sqlite")
@given(some=tables(6))
@hypothesis_settings(max_examples=12)
def test_any_listings_survive(other_site, some):
    content = written(some)
    first, second = other_site(), other_site()
    take_in(first, content)

    take_in(second, exported(first))

    assert exported(first) == exported(second) == content


@pytest.mark.slow
@pytest.mark.databases("sqlite")
def test_a_demo_world_survives(session, other_site):
    plant(session, count=150, today=date(2026, 11, 22))
    content = exported(session)
    elsewhere = other_site()

    take_in(elsewhere, content)

    assert exported(elsewhere) == content
    places = select(Location.city, Location.latitude, Location.longitude).join(Practitioner)
    exact = places.where(
        Location.precision == Precision.EXACT, Practitioner.town_only.is_(False)
    ).order_by(Practitioner.id, Location.position)
    assert elsewhere.execute(exact).all() == session.execute(exact).all()
