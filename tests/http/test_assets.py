import json
import os

import pytest
from flask import Flask, render_template_string
from structlog.testing import capture_logs

from directory.http.assets import MANIFEST, Assets, AssetUnknown, init_assets

NAMES = {"site.css": "site-1A2B3C4D.css", "site.js": "site-5E6F7A8B.js"}


def build(folder, names, *, at_s=1_000):
    folder.mkdir(exist_ok=True)
    (folder / MANIFEST).write_text(json.dumps(names))
    os.utime(folder / MANIFEST, (at_s, at_s))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "dist"


@pytest.fixture
def make_app(folder):
    def make(**options):
        app = Flask("assets", static_folder=str(folder), static_url_path="/static")
        init_assets(app, **options)
        return app

    return make


def render(app):
    with app.test_request_context():
        return render_template_string("{{ asset('site.css') }}")


def test_pages_get_the_name_with_its_hash(folder, make_app):
    build(folder, NAMES)

    assert render(make_app()) == "/static/site-1A2B3C4D.css"


def test_without_a_build_pages_render_with_plain_names(make_app):
    assert render(make_app()) == "/static/site.css"


def test_a_missing_build_is_logged_with_what_to_do(make_app):
    with capture_logs() as logs:
        make_app()

    assert logs[0]["log_level"] == "warning"
    assert "make run" in logs[0]["remedy"]


def test_a_build_is_not_logged(folder, make_app):
    build(folder, NAMES)

    with capture_logs() as logs:
        make_app()

    assert logs == []


def test_a_file_that_the_build_lacks_is_named(folder):
    build(folder, NAMES)

    with pytest.raises(AssetUnknown, match=r"manifest\.json names no 'map\.js'.*make run"):
        Assets(folder).filename("map.js")


def test_names_are_read_once(folder):
    build(folder, NAMES)
    assets = Assets(folder)
    assets.filename("site.css")
    build(folder, {"site.css": "site-NEWNEWNE.css"}, at_s=2_000)

    name = assets.filename("site.css")

    assert name == "site-1A2B3C4D.css"


def test_a_watching_site_takes_up_a_new_build(folder, make_app):
    build(folder, NAMES)
    app = make_app(watch=True)
    render(app)
    build(folder, {"site.css": "site-NEWNEWNE.css"}, at_s=2_000)

    address = render(app)

    assert address == "/static/site-NEWNEWNE.css"


def test_a_watching_site_keeps_its_names_while_a_build_is_under_way(folder):
    build(folder, NAMES)
    assets = Assets(folder, watch=True)
    assets.filename("site.css")
    (folder / MANIFEST).unlink()

    name = assets.filename("site.css")

    assert name == "site-1A2B3C4D.css"


def test_a_build_that_comes_after_the_start_is_taken_up(folder):
    assets = Assets(folder)
    assets.filename("site.css")
    build(folder, NAMES)

    name = assets.filename("site.css")

    assert name == "site-1A2B3C4D.css"
