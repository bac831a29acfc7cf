import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.accounts.browsers import browser_summary

MOZILLA = "Mozilla/5.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "summary"),
    [
        (f"{MOZILLA} (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", "Firefox|Android"),
        (f"{MOZILLA} (Linux; Android 14) {WEBKIT} Chrome/130.0 Safari/537.36", "Chrome|Android"),
        (
            f"{MOZILLA} (Windows NT 10.0) {WEBKIT} Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge|Windows",
        ),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1", "Safari|iPhone"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10.15) Version/17 Safari/605", "Safari|Mac"),
        ("curl/8.0", "|"),
        ("", "|"),
    ],
)
def test_a_browser_is_told_by_its_kind(user_agent, summary):
    assert browser_summary(user_agent) == summary


@given(st.text())
def test_whatever_a_browser_says_fits_its_column(user_agent):
    summary = browser_summary(user_agent)

    assert summary.count("|") == 1
    assert len(summary) <= 80
