"""The benchmark of the whole site asks what it should, reads its answers and tells what it saw."""

import sqlite3
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.serving import world
from benchmarks.serving.load import Load, Refused, load
from benchmarks.serving.questions import Asked, questions
from benchmarks.serving.report import Served, section
from benchmarks.serving.shares import Shares


@pytest.fixture
def site(tmp_path):
    """A site's folder with towns of two sizes, one abroad."""
    with sqlite3.connect(tmp_path / "directory.sqlite") as connection:
        connection.execute("CREATE TABLE location (id, city, region_code, country)")
        towns = [("Portland", "OR", "US")] * 9 + [("Salem", "OR", "US"), ("Bern", "BE", "CH")]
        rows = [(number, *town) for number, town in enumerate(towns)]
        connection.executemany("INSERT INTO location VALUES (?, ?, ?, ?)", rows)
    connection.close()
    return tmp_path


def test_questions_are_the_same_for_a_seed_and_ask_where_people_work(site):
    asked = questions(site, 200, seed=1)

    near = [one.near for one in asked]
    assert asked == questions(site, 200, seed=1) != questions(site, 200, seed=2)
    assert set(near) == {"Portland, OR", "Salem, OR"}
    assert near.count("Portland, OR") > near.count("Salem, OR")
    assert asked[0].words != ""


def test_an_address_holds_words_and_place():
    one = Asked("knee & hip", "Portland, OR")

    assert one.at("/search") == "/search?q=knee+%26+hip&near=Portland%2C+OR"


@pytest.fixture
def server():
    """Answers 200, but for /gone."""

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.send_response(410 if self.path == "/gone" else 200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"x" * 1000)

        def log_message(self, *_record):
            """Say nothing."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield running.server_port
    running.shutdown()
    thread.join()
    running.server_close()


def test_every_answer_is_timed_and_its_size_told(server):
    found = load(server, ["/a", "/b"], visitors=2, seconds=0.3)

    assert found.mean_kb == 1.0
    assert found.rate == len(found.milliseconds) / 0.3 > 0
    assert 0 < found.percentile(50) <= found.percentile(99)


def test_an_answer_that_was_not_asked_for_stops_the_measuring(server):
    with pytest.raises(Refused, match="/gone was answered with 410"):
        load(server, ["/gone"], visitors=1, seconds=0.3)


def test_the_section_tells_both_loads_and_the_share_of_the_search():
    quiet, busy = Load(2.0, [10.0, 20.0], 25.0), Load(2.0, [30.0], 25.0)
    parts = Shares(engine=0.5, finding=1.0, search=6.0, reading=2.0, json=8.0, html=15.0)

    told = section(100, 8, parts, Served({"JSON": quiet}, {"JSON": busy}))

    assert "| JSON | no | 1 | 0 | 15.0 |" in told
    assert "| JSON | yes | 0 | 0 | 30.0 |" in told
    assert "takes 50% of the JSON" in told
    assert "takes 14.0 ms more" in told


def test_copies_of_a_listing_have_ids_and_addresses_of_their_own(tmp_path):
    database = tmp_path / "directory.sqlite"
    with sqlite3.connect(database) as connection:
        connection.execute(
            "CREATE TABLE practitioner (id, public_id, slug, npi, external_id, name)"
        )
        connection.execute(
            "INSERT INTO practitioner VALUES (7, ?, 'ada', '1', 'x', 'Ada')",
            ("0123456789abcdef" * 2,),
        )
        for number in (1, 2):
            connection.execute(world._copying(connection, "practitioner", number))  # noqa: SLF001
        rows = connection.execute("SELECT * FROM practitioner ORDER BY id").fetchall()
    connection.close()

    ids, public_ids, slugs, npis, _, names = map(list, zip(*rows, strict=True))
    assert len(set(ids)) == len(set(public_ids)) == len(set(slugs)) == 3
    assert {len(one) for one in public_ids} == {32}
    assert npis == ["1", None, None]
    assert set(names) == {"Ada"}
