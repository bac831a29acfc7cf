"""Pages of other sites may read the API; caches are told what answers depend on."""

import pytest

PATHS = ("/api/v1", "/api/v1/practitioners", "/api/v1/practitioners?page=0", "/api/v1/nothing")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_may_be_read_by_pages_of_any_site_without_credentials(client, path):
    answer = client.get(path, headers={"Origin": "https://example.org"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert "X-RateLimit-Remaining" in answer.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_names_what_it_depends_on(client, path):
    answer = client.get(path)

    assert {"accept", "accept-language"} <= {name.lower() for name in answer.vary}


def test_a_preflight_allows_asking_and_nothing_else(client):
    answer = client.options(
        "/api/v1/practitioners",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )

    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert {method.strip() for method in answer.headers["Allow"].split(",")} == {
        "GET",
        "HEAD",
        "OPTIONS",
    }


@pytest.mark.parametrize(
    "path", ["/practitioners/somebody", "/suggest/words?q=knee", "/suggest/nothing", "/apis"]
)
def test_other_pages_of_the_site_are_not_shared(client, path):
    answer = client.get(path, headers={"Origin": "https://example.org"})

    shared = [name for name, _ in answer.headers if name.startswith("Access-Control-")]
    assert shared == []
