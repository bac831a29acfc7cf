"""A device is known by its cookie, which only those get who sign in or assess."""

import pytest

from directory.http.accounts import current_traces, keys
from directory.http.devices import known_device


@pytest.fixture
def visitor(app):
    """A visitor of views that ask for the device."""

    @app.get("/known-by")
    def known_by():
        traces = current_traces(keys())
        assert current_traces(keys()) == traces
        return {"device": traces.device, "network": traces.network}

    @app.get("/had-before")
    def had_before():
        return {"device": known_device(keys())}

    return app.test_client()


def test_asking_whether_a_device_is_known_gives_no_cookie(visitor):
    assert visitor.get("/had-before").json["device"] == ""
    assert visitor.get_cookie("device") is None
    known = visitor.get("/known-by").json["device"]

    assert visitor.get("/had-before").json["device"] == known


def test_a_device_is_known_again_and_another_is_not(app, visitor):
    first, again = visitor.get("/known-by").json, visitor.get("/known-by").json
    other = app.test_client().get("/known-by").json

    assert first == again
    assert other["network"] == first["network"]
    assert other["device"] != first["device"]


def test_a_device_cookie_of_a_wrong_form_is_replaced(visitor):
    visitor.set_cookie("device", "x")

    visitor.get("/known-by")

    assert len(visitor.get_cookie("device").value) == 22


def test_an_unknown_network_is_no_network(visitor):
    answer = visitor.get("/known-by", environ_base={"REMOTE_ADDR": ""})

    assert answer.json["network"] == ""
