import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.http.headers import HSTS_S, is_fingerprinted

SECRETS = {"TRUSTED_HOSTS": "localhost"}


def policy_of(response):
    parts = response.headers["Content-Security-Policy"].split("; ")
    return {name: sources for name, *sources in (part.split() for part in parts)}


def test_a_page_may_load_from_the_site_alone(visitor):
    policy = policy_of(visitor.get("/page"))

    assert policy["default-src"] == ["'none'"]
    assert policy["style-src"] == ["'self'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert "'unsafe-inline'" not in str(policy)


def test_pictures_come_from_the_site_and_from_the_tiles_it_names(make_site, visitor):
    tiles = {
        "MAP_TILES_URL": "https://tiles.example.org/a/{z}/{x}/{y}",
        "MAP_TILES_ATTRIBUTION": "A",
    }

    policy = policy_of(make_site(**tiles).test_client().get("/page"))

    assert policy["img-src"] == ["'self'", "data:", "https://tiles.example.org"]
    assert policy_of(visitor.get("/page"))["img-src"] == ["'self'", "data:"]
    assert "tiles.example.org" not in str({**policy, "img-src": ""})


def test_scripts_run_by_the_nonce_of_their_own_response(visitor):
    first, second = visitor.get("/page"), visitor.get("/page")

    nonces = [re.search("nonce='(.+?)'", page.text)[1] for page in (first, second)]
    assert f"'nonce-{nonces[0]}'" in policy_of(first)["script-src"]
    assert nonces[0] != nonces[1]


def test_what_is_no_page_may_load_nothing(visitor):
    policy = policy_of(visitor.get("/search"))

    assert policy == {"default-src": ["'none'"], "frame-ancestors": ["'none'"]}


@pytest.mark.parametrize("path", ["/page", "/search", "/nothing", "/fail/broken", "/page?q=%ff"])
def test_every_response_is_guarded(visitor, path):
    headers = visitor.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert "Content-Security-Policy" in headers


def test_only_the_real_site_insists_on_https(make_site):
    real = make_site(DIRECTORY_ENV="production", **SECRETS).test_client()
    trial = make_site().test_client()

    assert real.get("/page").headers["Strict-Transport-Security"] == f"max-age={HSTS_S}"
    assert "Strict-Transport-Security" not in trial.get("/page").headers


def test_no_shared_cache_keeps_what_somebody_searched_for(visitor):
    assert visitor.get("/search?q=knee").headers["Cache-Control"] == "private, no-cache"


def test_errors_are_not_kept(visitor):
    assert visitor.get("/nothing").headers["Cache-Control"] == "no-store"


def test_a_view_may_say_itself_how_long_it_holds(visitor):
    assert visitor.get("/kept").headers["Cache-Control"] == "public, max-age=60"


def test_a_file_with_its_hash_in_the_name_is_kept_for_good(visitor, tmp_path):
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "site-4F2QZ7XA.css").write_text("")
    (tmp_path / "static" / "icon.svg").write_text("")

    with (
        visitor.get("/static/site-4F2QZ7XA.css") as hashed,
        visitor.get("/static/icon.svg") as named,
    ):
        pass

    assert "immutable" in hashed.headers["Cache-Control"]
    assert "max-age=31536000" in hashed.headers["Cache-Control"]
    assert "immutable" not in named.headers["Cache-Control"]


def test_a_missing_file_is_not_kept(visitor):
    assert visitor.get("/static/gone-4F2QZ7XA.css").headers["Cache-Control"] == "no-store"


@given(st.text("0123456789abcdef", min_size=8, max_size=64))
def test_hexadecimal_hashes_are_known(digest):
    assert is_fingerprinted(f"fonts/body.{digest}.woff2")


@given(st.text("ghijklmnopqrstuvwxyz-", max_size=30))
def test_plain_names_are_no_hashes(name):
    assert not is_fingerprinted(f"{name}.js")
