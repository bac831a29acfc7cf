"""`create_app` puts together what it is given, and nothing before it is asked."""

import pytest

from directory import create_app
from directory.http.services import services


@pytest.mark.databases("sqlite")
def test_an_engine_and_a_place_finder_can_be_chosen(settings):
    engine, places = object(), object()

    app = create_app(settings, engine=engine, places=places)

    with app.app_context():
        assert services().engine is engine
        assert services().places is places
        assert services().settings is settings


@pytest.mark.databases("sqlite")
def test_two_sites_can_live_in_one_process(settings):
    one, two = create_app(settings), create_app(settings)

    assert one is not two
    assert one.url_map is not two.url_map


def test_a_bare_machine_needs_nothing_but_a_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DIRECTORY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    app = create_app()

    assert app.test_client().get("/healthz").status_code == 200
