"""The documentation page, made from the OpenAPI document, and the setting that hides both."""

from dataclasses import replace

import pytest

from directory import create_app
from directory.api.problems import NAMED
from directory.db import database
from tests.api.fakes import FakeEngine, FakePlaces
from tests.pages import CheckedClient

PAGE, DOCUMENT = "/api/v1/docs", "/api/v1/openapi.json"


@pytest.fixture
def site(settings):
    """Makes the whole site, pages and all, with these settings changed."""
    made = []

    def make(**changed):
        app = create_app(replace(settings, **changed), engine=FakeEngine(), places=FakePlaces())
        app.testing = True
        app.test_client_class = CheckedClient
        made.append(app)
        return app.test_client()

    yield make
    for app in made:
        with app.app_context():
            database.engine.dispose()


@pytest.mark.databases("sqlite")
def test_the_page_shows_all_that_the_document_says(site):
    client = site()

    page = client.get(PAGE)

    assert page.status_code == 200
    document = client.get(DOCUMENT).json
    for path, methods in document["paths"].items():
        assert f"<code>GET {path}</code>" in page.text
        for operation in methods.values():
            assert operation["summary"] in page.text
            assert f'id="{operation["operationId"]}"' in page.text
            for parameter in operation["parameters"]:
                assert f"<code>{parameter['name']}</code>" in page.text
    for name in document["components"]["schemas"]:
        assert f'id="object-{name}"' in page.text


@pytest.mark.databases("sqlite")
def test_the_page_needs_nothing_of_other_sites(site):
    page = site().get(PAGE)

    assert "https://" not in page.text.replace("https://spdx.org", "")
    assert "'unsafe" not in page.headers["Content-Security-Policy"]


@pytest.mark.databases("sqlite")
def test_every_page_leads_to_it(site):
    assert f'href="{PAGE}"' in site().get("/method").text


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("path", [PAGE, DOCUMENT, "/problems/place-not-found"])
def test_the_setting_hides_it_like_what_never_was(site, path):
    client = site(api_docs=False)

    answer = client.get(path)

    assert answer.status_code == 404


@pytest.mark.databases("sqlite")
def test_while_it_is_hidden_nothing_leads_there_and_the_api_goes_on(site):
    client = site(api_docs=False)

    index = client.get("/api/v1").json

    assert PAGE not in client.get("/method").text
    assert {PAGE, DOCUMENT}.isdisjoint(link["href"] for link in index["links"])
    assert client.get("/api/v1/practitioners").status_code == 200


@pytest.mark.databases("sqlite")
def test_the_index_leads_to_everything(site):
    client = site()

    index = client.get("/api/v1").json

    assert {PAGE, DOCUMENT} <= {link["href"] for link in index["links"]}
    for link in index["links"]:
        if "{" not in link["href"]:
            assert client.get(link["href"]).status_code == 200


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("name", NAMED)
def test_the_type_of_a_problem_leads_to_what_it_means(site, name):
    client = site()

    answer = client.get(f"/problems/{name}")

    assert answer.status_code == 302
    page, _, anchor = answer.headers["Location"].partition("#")
    assert f'id="{anchor}"' in client.get(page).text


@pytest.mark.databases("sqlite")
def test_a_type_that_no_problem_has_leads_nowhere(site):
    assert site().get("/problems/hunger").status_code == 404
