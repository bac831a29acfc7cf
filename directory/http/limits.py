"""How often one visitor may do what: limits per purpose, counted over all server processes.

A view says what it is for with `@limited("search")`. When the counters cannot be reached,
searches go through: a broken counter must not close the site. Ways to sign in are closed
meanwhile: uncounted, they could be guessed at.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import time
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask import current_app, request
from flask_limiter import ApplicationLimit, Limiter
from limits import parse_many

from directory.config import SettingInvalid
from directory.http.limit_store import SqliteStorage

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response
    from flask_limiter import RequestLimit

    from directory.config import Settings

View = TypeVar("View", bound="Callable[..., Any]")

IPV6_NETWORK_BITS = 64
"""What one household or server is given; its single addresses are free to change (RFC 6177)."""

UNLIMITED = ("", "none")
"""Settings that mean no limit."""

_PURPOSE = "limit_purpose"
_EXTENSION = "directory-limiter"
_LIMITS = "directory-limits"

SECOND_FACTOR_LIMIT = "5 per 5 minutes"
"""Second factors tried per account: six digits are soon guessed otherwise."""

PASSWORD_RESET_LIMIT = "5 per day"  # noqa: S105 - a limit, not a password
"""Links to choose a password that are mailed to one address."""

REPORT_LIMIT = "5 per hour"
"""Private reports that one visitor may send."""

FACT_REPORT_LIMIT = "10 per hour"
"""Wrong facts that one visitor may report."""

REACH_LIMIT = "20 per hour"
"""Calls that one visitor may tell of."""

RECOMMEND_LIMIT = "5 per hour"
"""People whom one visitor may recommend."""

REMOVAL_LIMIT = "5 per hour"
"""Removals that one visitor may ask for."""

SUBMISSION_LIMIT = "20 per day"
"""New listings that one account may send in: each is read by somebody."""

STILL_TRUE_LIMIT = "30 per hour"
"""Links of mails by which one visitor may confirm listings, that tokens are not tried out."""


CLAIM_LIMIT = "10 per day"
"""Claims that one visitor may make, whichever way."""

CLAIM_MAIL_LIMIT = "3 per day"
"""Codes that one account may have mailed to the address of one listing."""

CLAIM_MAILBOX_LIMIT = "10 per day"
"""Codes that may be mailed to the address of one listing, whoever asks."""

CLAIM_CODE_LIMIT = "30 per hour"
"""Codes for a claim that one visitor may type."""

DRAFT_LIMIT = "120 per minute"
"""Drafts that one visitor's typing may keep."""

DRAFT_BEGUN_LIMIT = "100 per day"
"""Assessments that one visitor may begin: whoever shares a network begins them together."""

PREVIEW_LIMIT = "120 per minute"
"""Cards that one visitor's typing may have drawn."""

DOCUMENT_LIMIT = "20 per day"
"""Documents and photos that one account may send: each is drawn anew."""

PROOF_LIMIT = "20 per day"
"""Files with proof of a visit that one visitor may send: each is drawn anew."""


CLOSED_UNCOUNTED = frozenset({"sign_in", "second_factor", "password_reset", "mail", "visitor_mail"})
"""Purposes for which nothing happens while nobody can count."""

RETRY_S = 10
"""When to come back after nobody could count."""


class CannotCount(Exception):
    """The counters do not answer, and what was asked for may not go uncounted."""


class TooOften(Exception):
    """Something was done more often than its limit allows."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"Too often; {wait_s} s to wait.")
        self.wait_s = wait_s
        """How long until it may be done again, in seconds, at least 1."""


def limited(purpose: str) -> Callable[[View], View]:
    """Count calls of a view against the limit of a purpose ("search")."""

    def mark(view: View) -> View:
        setattr(view, _PURPOSE, purpose)
        return view

    return mark


def init_limits(app: Flask, settings: Settings) -> None:
    """Count what views are marked for, and tell clients how much they have left.

    Raises:
        SettingInvalid: A limit cannot be read.
    """
    limits = {
        "search": _readable("SEARCH_LIMIT", settings.search_limit),
        "suggest": _readable("SUGGEST_LIMIT", settings.suggest_limit),
        "sign_in": _readable("SIGN_IN_LIMIT", settings.sign_in_limit),
        "mail": _readable("MAIL_LIMIT", settings.mail_limit),
        "visitor_mail": _readable("VISITOR_MAIL_LIMIT", settings.visitor_mail_limit),
        "second_factor": SECOND_FACTOR_LIMIT,
        "password_reset": PASSWORD_RESET_LIMIT,
        "report": REPORT_LIMIT,
        "fact_report": FACT_REPORT_LIMIT,
        "reach": REACH_LIMIT,
        "recommend": RECOMMEND_LIMIT,
        "removal": REMOVAL_LIMIT,
        "submission": SUBMISSION_LIMIT,
        "still_true": STILL_TRUE_LIMIT,
        "claim": CLAIM_LIMIT,
        "claim_mail": CLAIM_MAIL_LIMIT,
        "claim_mailbox": CLAIM_MAILBOX_LIMIT,
        "claim_code": CLAIM_CODE_LIMIT,
        "draft": DRAFT_LIMIT,
        "draft_begun": DRAFT_BEGUN_LIMIT,
        "preview": PREVIEW_LIMIT,
        "proof": PROOF_LIMIT,
        "document": DOCUMENT_LIMIT,
    }
    limiter = Limiter(
        visitor_key,
        application_limits=[
            ApplicationLimit(lambda: limits.get(_purpose(), ""), scope=lambda _endpoint: _purpose())
        ],
        strategy="fixed-window",
        storage_uri=f"{SqliteStorage.STORAGE_SCHEME[0]}://{settings.var / 'limits.sqlite'}",
    )
    limiter.init_app(app)
    app.extensions[_EXTENSION] = limiter
    app.extensions[_LIMITS] = {
        purpose: parse_many(limit) if limit else [] for purpose, limit in limits.items()
    }
    app.after_request(_add_limit_headers)


def count(purpose: str, key: str) -> None:
    """Count something that is not simply a call of a view, such as tries for one account.

    Args:
        purpose: Which limit holds ("sign_in").
        key: Whom or what it is counted for, as a digest.

    Raises:
        TooOften: The limit is exceeded.
        CannotCount: Nobody can tell, and the purpose is one of `CLOSED_UNCOUNTED`.
    """
    store = cast("SqliteStorage", cast("Limiter", current_app.extensions[_EXTENSION]).storage)
    for limit in current_app.extensions[_LIMITS][purpose]:
        name, window_s = limit.key_for(purpose, key), limit.get_expiry()
        # Once more if it fails: a connection to a file that was replaced is made anew.
        amount = store.incr(name, window_s) or store.incr(name, window_s)
        if not amount and purpose in CLOSED_UNCOUNTED:
            raise CannotCount
        if amount > limit.amount:
            raise TooOften(max(1, math.ceil(store.get_expiry(name) - time.time())))


def forget_count(purpose: str, key: str) -> None:
    """Begin to count anew: what happened was all right."""
    strategy = cast("Limiter", current_app.extensions[_EXTENSION]).limiter
    for limit in current_app.extensions[_LIMITS][purpose]:
        strategy.clear(limit, purpose, key)


def limit_in_force() -> RequestLimit | None:
    """The limit this request was counted against, if any."""
    return cast("Limiter", current_app.extensions[_EXTENSION]).current_limit


def seconds_to_wait() -> int:
    """How long until the limit that was exceeded lets the visitor in again, at least 1."""
    limit = limit_in_force()
    return max(1, math.ceil(limit.window.reset_time - time.time())) if limit else 1


def visitor_key() -> str:
    """A keyed hash of the visitor's network, so that no address is written anywhere."""
    network = network_of(request.remote_addr or "")
    secret = str(current_app.secret_key or "").encode()[:64]
    return hashlib.blake2b(network.encode(), key=secret, digest_size=16).hexdigest()


def network_of(address: str) -> str:
    """The network that stands for one visitor: an IPv4 address, or an IPv6 /64. Pure."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    network = ipaddress.ip_network((int(ip), IPV6_NETWORK_BITS), strict=False)
    return str(network)


def _readable(setting: str, limit: str) -> str:
    if limit.lower() in UNLIMITED:
        return ""
    try:
        parse_many(limit)
    except ValueError as error:
        message = f"{setting} is {limit!r}: say for example 5 per second, or none."
        raise SettingInvalid(message) from error
    return limit


def _purpose() -> str:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, _PURPOSE, "")


def _add_limit_headers(response: Response) -> Response:
    limit = limit_in_force()
    if limit is not None:
        response.headers["X-RateLimit-Limit"] = str(limit.limit.amount)
        response.headers["X-RateLimit-Remaining"] = str(limit.remaining)
        response.headers["X-RateLimit-Reset"] = str(limit.reset_at)
    return response
