"""Circles are collected at the end of requests, and never while a page is rendered."""

import gc
import threading

import pytest
from flask import Flask
from jinja2 import Environment

from directory.http import collecting
from directory.http.templating import PlainEnvironment


@pytest.fixture
def by_requests():
    """The collector as the server leaves it on Python 3.11; as it was, afterwards."""
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


class Circle:
    """An object that only the collector can free."""

    def __init__(self):
        self.itself = self


def test_while_python_collects_by_itself_requests_do_not():
    before = collecting._collected  # noqa: SLF001 - nothing else tells it

    collecting.collect_when_due()

    assert collecting._collected == before  # noqa: SLF001


def test_much_that_is_left_behind_is_collected(by_requests):
    circles = [Circle() for _ in range(2 * collecting.DUE)]
    del circles

    collecting.collect_when_due()

    assert gc.get_count()[0] < collecting.DUE


def test_little_is_left_for_later(by_requests):
    gc.collect()
    before = collecting._collected  # noqa: SLF001

    collecting.collect_when_due()

    assert collecting._collected == before  # noqa: SLF001


def test_nothing_is_collected_while_a_page_is_rendered(by_requests):
    begun, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def wait():
        begun.set()
        assert go_on.wait(10)
        return "done"

    def collect():
        circles = [Circle() for _ in range(2 * collecting.DUE)]
        del circles
        collecting.collect_when_due()
        done.set()

    template = PlainEnvironment(Flask("rendering")).from_string("{{ wait() }}")
    page = threading.Thread(target=lambda: template.render(wait=wait))
    page.start()
    assert begun.wait(10)
    collector = threading.Thread(target=collect)
    collector.start()

    while_rendering = done.wait(0.3)
    go_on.set()
    page.join()
    collector.join()

    assert (while_rendering, done.is_set()) == (False, True)


def test_on_other_pythons_the_collector_is_left_alone(monkeypatch):
    monkeypatch.setattr(collecting, "NEEDED", False)

    collecting.take_over()

    assert gc.isenabled()


def test_the_server_takes_it_over_where_it_has_to(by_requests, monkeypatch):
    gc.enable()
    monkeypatch.setattr(collecting, "NEEDED", True)

    collecting.take_over()

    assert not gc.isenabled()


def test_plain_environments_interrupt_nothing():
    assert PlainEnvironment.template_class is collecting.RenderedAlone
    assert Environment.template_class is not collecting.RenderedAlone
