"""The writer of mails of the site that handles this request."""

from __future__ import annotations

from directory.http.services import services
from directory.outbox.letters import Letters


def letters() -> Letters:
    """Writes mails whose links lead to the host that the settings name, never to a request's."""
    settings = services().settings
    return Letters(settings.site_name, settings.public_url)
