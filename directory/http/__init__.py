"""What web and api share: the dress and the guard of every request and response."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.http.accounts import init_accounts
from directory.http.collecting import collect_when_due
from directory.http.errors import init_errors
from directory.http.headers import init_headers
from directory.http.health import blueprint as health
from directory.http.language import init_language
from directory.http.limits import init_limits
from directory.http.logging import init_logging
from directory.http.malformed import init_malformed
from directory.http.miss_counts import init_miss_counts
from directory.http.sessions import init_sessions
from directory.http.view_counts import init_view_counts

if TYPE_CHECKING:
    from apiflask import APIFlask

    from directory.config import Settings


def init_http(app: APIFlask, settings: Settings) -> None:
    """Wire logs, refusals, limits, form guard, accounts, headers, languages, errors and health checks.

    Call it after the secret key is set and before blueprints are registered. The order matters:
    a request is given its id first, then it is read, counted and checked.

    Raises:
        SettingInvalid: A setting cannot be used.
    """
    init_logging(app, settings)
    init_headers(app, settings)
    init_malformed(app)
    init_limits(app, settings)
    init_sessions(app, settings)
    init_accounts(app, settings)
    init_language(app)
    init_errors(app)
    app.teardown_appcontext(collect_when_due)
    init_view_counts(app)
    init_miss_counts(app)
    app.register_blueprint(health)
