"""Whether the site is alive, and whether it is able: for supervisors and load balancers."""

from __future__ import annotations

import structlog
from flask import Blueprint
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from directory.db import alembic, database
from directory.geo.edition import is_current
from directory.http.logging import failure_facts
from directory.http.services import services
from directory.search.engine import SearchUnavailable

OK, BEHIND, MISSING, UNUSABLE = "ok", "behind", "missing", "unusable"
RETRY_S = 10

blueprint = Blueprint("health", __name__)
_log = structlog.get_logger("health")


@blueprint.get("/healthz")
def healthz() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "alive"}


@blueprint.get("/readyz")
def readyz() -> tuple[dict[str, str], int, dict[str, str]]:
    """Say whether everything a visitor needs is there, and which part is missing otherwise."""
    parts = {"database": _database(), "index": _index(), "places": _places()}
    ready = all(state == OK for state in parts.values())
    headers = {} if ready else {"Retry-After": str(RETRY_S)}
    status = "ready" if ready else "not ready"
    return {"status": status, **parts}, 200 if ready else 503, headers


def _database() -> str:
    """Whether the database answers, and no migration is waiting."""
    try:
        found = set(database.session.scalars(text("SELECT version_num FROM alembic_version")))
    except SQLAlchemyError as error:
        _log.warning("database_not_ready", **failure_facts(error, with_message=False))
        return MISSING
    return OK if found == set(alembic.script_directory.get_heads()) else BEHIND


def _index() -> str:
    try:
        services().engine.state()
    except SearchUnavailable:
        return MISSING
    return OK


def _places() -> str:
    """Whether there is a place file, of the form that this version reads."""
    path = services().settings.gazetteer_path
    if not path.exists():
        return MISSING
    return OK if is_current(path) else UNUSABLE
