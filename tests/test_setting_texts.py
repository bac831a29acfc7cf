"""Texts of settings are read, or refused with what to give instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import setting_texts

TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


def test_tiles_are_taken_from_one_https_host():
    assert setting_texts.tiles_url(TILES) == TILES
    assert setting_texts.tiles_url(f"{TILES}?key=1") == f"{TILES}?key=1"
    assert setting_texts.tiles_url("") == ""


@pytest.mark.parametrize(
    "text",
    [
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "https://{s}.tiles.example.org/{z}/{x}/{y}.png",
        "https://user:word@tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org;script-src *;/{z}/{x}/{y}.png",
        "https://*.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}.png",
        "https:///{z}/{x}/{y}.png",
        "tiles",
    ],
)
def test_other_addresses_of_tiles_are_refused(text):
    with pytest.raises(ValueError, match="https"):
        setting_texts.tiles_url(text)


@given(st.text(max_size=40))
def test_no_host_of_tiles_opens_the_policy_further(host):
    try:
        url = setting_texts.tiles_url(f"https://{host}/{{z}}/{{x}}/{{y}}")
    except ValueError:
        return

    assert not set(setting_texts.origin(url)) & set(" ;,*'\"")


def test_the_origin_is_scheme_and_host():
    assert setting_texts.origin(TILES) == "https://tiles.example.org"
    assert setting_texts.origin("") == ""


@pytest.mark.parametrize(("text", "read"), [("Yes", True), ("off", False), ("", False)])
def test_yes_and_no_have_many_words(text, read):
    assert setting_texts.flag(text) is read


def test_other_words_for_yes_are_refused():
    with pytest.raises(ValueError, match="yes or no"):
        setting_texts.flag("perhaps")


def test_lists_lose_what_is_empty():
    assert setting_texts.words(" a, ,b,") == ("a", "b")
    assert setting_texts.codes("us, Ca") == ("US", "CA")
    assert setting_texts.path("~/x").is_absolute()


@pytest.mark.parametrize(
    "text", ["ftp://a.example", "https://a.example/path", "https://u@a.example"]
)
def test_a_site_is_a_scheme_and_a_host(text):
    assert setting_texts.site_url("https://a.example/") == "https://a.example"

    with pytest.raises(ValueError, match="scheme and host"):
        setting_texts.site_url(text)
