"""The site over a made-up world, running on a port of this machine, for what looks at its pages."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from directory import create_app
from directory.accounts.models import Account
from directory.cases import Case, CaseStatus
from directory.config import ROOT, Settings
from directory.db import begin_write, database
from directory.demo.owners import ADMIN, KEYS, MODERATOR, email_of
from directory.http.account_sessions import keys
from directory.listings.confirming import ACCOUNT
from directory.listings.tokens import TokenPurpose, issue
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.vetting.models import Assessment
from tests.accounts.factories import signed_in_cookie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from wsgiref.types import WSGIApplication

    from flask import Flask
    from sqlalchemy.orm import Session


class DemoSite(NamedTuple):
    """A running site.

    Attributes:
        url: Where it is, without a slash at the end.
        things: What stands in the addresses of its pages, by name; see `benchmarks.screenshots`.
        cookies: The session cookie's value of somebody signed in, by who they are.
        cookie_name: The name of that cookie.
    """

    url: str
    things: dict[str, str]
    cookies: dict[str, str]
    cookie_name: str


class _Quiet(WSGIRequestHandler):
    def log(self, *_record: object) -> None:
        """Say nothing: the pages are looked at, and not the log."""


@contextmanager
def demo_site(
    var: Path | None = None, *, around: Callable[[WSGIApplication], WSGIApplication] | None = None
) -> Iterator[DemoSite]:
    """Run the site over a demo world of its own, or over a copy of the one in a folder.

    Args:
        var: A site's folder whose listings are taken; it stays as it is. None: a fresh demo.
        around: Stands in front of the application.
    """
    with tempfile.TemporaryDirectory(prefix="demo-site-") as folder:
        settings = _settings(Path(folder), var)
        app = create_app(settings)
        things, people = look(app)
        cookies = {who: signed_in_cookie(app, number) for who, number in people.items()}
        served = around(app) if around else app
        server = make_server("127.0.0.1", 0, served, threaded=True, request_handler=_Quiet)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            name = str(app.config["SESSION_COOKIE_NAME"])
            yield DemoSite(f"http://127.0.0.1:{server.port}", things, cookies, name)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def _settings(folder: Path, var: Path | None) -> Settings:
    """A site's folder with the demo in it, and the settings of a site there."""
    places = (var or ROOT / "var") / "places"
    if places.exists():
        (folder / "places").symlink_to(places.resolve())
    if var:
        _copy(var, folder)
    environment = {"DIRECTORY_VAR": str(folder)}
    subprocess.run(
        [sys.executable, "-P", "-m", "directory", "init", "--demo", "--index"],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment, check=True,
    )  # fmt: skip
    no_limits = dict.fromkeys(("SEARCH_LIMIT", "SUGGEST_LIMIT"), "none")
    return Settings.from_env({**no_limits, "LOG_LEVEL": "error", **environment})


def _copy(var: Path, folder: Path) -> None:
    origin = sqlite3.connect(f"file:{var / 'directory.sqlite'}?mode=ro", uri=True)
    target = sqlite3.connect(folder / "directory.sqlite")
    origin.backup(target)
    origin.close()
    target.close()
    for name in ("index", "uploads"):
        if (var / name).exists():
            shutil.copytree(var / name, folder / name)


def look(app: Flask) -> tuple[dict[str, str], dict[str, int]]:
    """What a demo has: what stands in the addresses of its pages, and accounts by who they are."""
    with app.app_context():
        session = database.session
        begin_write(session)
        people = _people(session)
        things = _listings(session, people) | _cases(session)
        session.commit()
        database.engine.dispose()
    return things, people


def _people(session: Session) -> dict[str, int]:
    emails = {email_of(key): key for key in KEYS} | {MODERATOR: "moderator", ADMIN: "admin"}
    found = session.execute(select(Account.email, Account.id).where(Account.email.in_(emails)))
    member = session.scalars(
        select(Account.id).join(Assessment, Assessment.member_id == Account.id).limit(1)
    ).one()
    return {emails[email]: number for email, number in found} | {"member": member}


def _listings(session: Session, people: dict[str, int]) -> dict[str, str]:
    """Listings with most and with least to say, and each owner's own."""
    shown = select(Practitioner).where(Practitioner.status == Status.PUBLISHED)
    most = session.scalars(
        shown.order_by(Practitioner.score_members.desc(), Practitioner.id).limit(3)
    ).all()
    bare = session.scalars(
        select(Practitioner).where(Practitioner.status == Status.UNCLAIMED).limit(1)
    ).one()
    own = session.execute(
        select(Ownership.account_id, Practitioner).join(
            Practitioner, Practitioner.id == Ownership.practitioner_id
        )
    )
    names = {number: who for who, number in people.items()}
    found = {f"own_{names[number]}": row for number, row in own if number in names}
    asked = issue(
        session, keys(), TokenPurpose.STILL_TRUE, now=datetime.now(UTC),
        practitioner_id=found["own_fresh"].id, email=email_of("fresh"),
        details={ACCOUNT: str(session.get_one(Account, people["fresh"]).public_id)},
    )  # fmt: skip
    assessed = session.scalars(
        select(Assessment.public_id).where(Assessment.member_id == people["member"]).limit(1)
    ).one()
    return {
        "most": most[0].slug,
        "second": most[1].slug,
        "third": most[2].slug,
        "bare": bare.slug,
        "one": str(most[0].public_id),
        "other": str(most[1].public_id),
        "still_true": asked,
        "assessment": str(assessed),
        "account": str(session.get_one(Account, people["member"]).public_id),
        **{name: str(row.public_id) for name, row in found.items()},
    }


def _cases(session: Session) -> dict[str, str]:
    """One open case of every kind that waits."""
    waiting = select(Case.kind, Case.public_id).where(Case.status == CaseStatus.OPEN)
    return {f"case_{kind}": str(number) for kind, number in session.execute(waiting)}
