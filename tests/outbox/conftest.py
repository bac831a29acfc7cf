"""Fixtures of the outbox's tests."""

import pytest

from tests.outbox.servers import Post, SilentServer


@pytest.fixture
def post_office():
    """A mail server that takes everything."""
    office = Post().open()
    yield office
    office.close()


@pytest.fixture
def silent_server():
    """A mail server that accepts connections and says nothing."""
    server = SilentServer()
    yield server
    server.close()
