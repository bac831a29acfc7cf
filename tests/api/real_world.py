"""A small site with nothing stood in for: database, search index and place data of its own."""

from uuid import UUID

from sqlalchemy.orm import Session

from directory import create_app
from directory.db import begin_write, make_engine
from directory.geo.build import build_gazetteer
from directory.geo.point import GeoPoint
from directory.practitioners.models import Status
from directory.search import indexer
from directory.search.whoosh_engine import WhooshEngine
from tests.factories import make_licence, make_practitioner
from tests.geo.world import COUNTRIES, SEEDS, no_progress, write_dumps

FULL, HOME, NOWHERE = (UUID(f"00000000-0000-4000-8000-00000000000{last}") for last in "123")
"""Ids of the people who state most, show their town only and work nowhere in particular."""

PORTLAND = GeoPoint(45.5234, -122.6762)


def build(settings, folder):
    """Plant people, index them, build the place data, and give the application over it all."""
    postal, towns = write_dumps(folder)
    settings.gazetteer_path.parent.mkdir(parents=True, exist_ok=True)
    build_gazetteer(
        settings.gazetteer_path,
        postal=postal,
        towns=towns,
        seeds=SEEDS,
        countries=COUNTRIES,
        progress=no_progress,
    )
    engine = make_engine(settings.database)
    with Session(engine) as session:
        begin_write(session)
        _plant(session)
        session.commit()
        indexer.rebuild(session, WhooshEngine(settings.index_path))
    engine.dispose()
    return create_app(settings)


def _plant(session):
    """People who state much, little and nothing, and one who is not public."""
    full = make_practitioner(
        session,
        public_id=FULL,
        name="Ada Alder",
        source="register",
        external_id="A-1",
        bio="I watch you run before I touch a knee.",
        terms={
            "method": ["running_gait"],
            "condition": ["knee_pain"],
            "language": ["en", "es"],
            "stage": ["mobility"],
            "modality": ["manual_therapy", "a tag of their own"],
            "region": ["hips", "knees"],
        },
        accepting=True,
        telehealth=False,
        score=81.0,
        score_low=68.0,
        score_high=90.0,
        score_members=7,
        locations=[
            {
                "point": PORTLAND,
                "city": "Portland",
                "fee_first": 120.0,
                "currency": "USD",
                "payers": ["aetna"],
                "hours": {"mon": [["08:00", "12:30"]]},
                "accessibility": ["step_free"],
                "self_pay": True,
            },
            {"point": None, "city": "Salem"},
        ],
    )
    make_licence(session, full, number="PT-1", region_code="OR")
    make_practitioner(session, public_id=HOME, town_only=True, locations=[{"point": PORTLAND}])
    make_practitioner(session, public_id=NOWHERE, locations=[])
    make_practitioner(session, status=Status.PENDING)
    for number in range(25):
        make_practitioner(session, bio=f"Listing {number}.", locations=[{"point": PORTLAND}])
