"""`directory serve` as one would start it: it answers, says where, and stops with all its children."""

import signal
import socket
import stat

import pytest

from directory.config import Settings
from tests.databases import copy_sqlite
from tests.running import RunningProgram, RunningSite, command, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.databases("sqlite")]


@pytest.fixture
def measured():
    """Whether coverage looks at the site: one that is sent SIGTERM runs all that any other does."""
    return False


@pytest.fixture
def site(settings, tmp_path, measured):
    """A site that answers, with its worker."""
    with RunningSite(settings, tmp_path / "output", servers=2, measured=measured) as running:
        yield running.wait_until_up()


@pytest.fixture(scope="module")
def standing(sqlite_template, tmp_path_factory):
    """A site for those tests that leave it standing; `settings` are its own."""
    var = tmp_path_factory.mktemp("standing")
    settings = Settings.from_env(
        {
            "DIRECTORY_VAR": str(var),
            "DATABASE_URL": copy_sqlite(sqlite_template, var / "directory.sqlite"),
            "SECRET_KEY": "tests only: not a secret of any site",
            "SEARCH_LIMIT": "1000 per second",
        }
    )
    with RunningSite(settings, var / "output") as running:
        running.settings = settings
        yield running.wait_until_up()


@pytest.mark.parametrize(("number", "measured"), [(signal.SIGINT, False), (signal.SIGTERM, True)])
def test_a_signal_to_the_group_stops_everything_without_a_complaint(site, number):
    site.signal(number)

    assert site.wait() == 0
    site.wait_for_group()
    assert "Traceback" not in site.said()


def test_a_signal_to_the_supervisor_alone_stops_its_children_too(site):
    site.process.terminate()

    assert site.wait() == 0
    site.wait_for_group()


def test_children_do_not_outlive_a_killed_supervisor(site):
    site.process.kill()

    site.wait()
    site.wait_for_group()


def test_it_says_where_it_is(standing):
    port = standing.url.rpartition(":")[2]

    assert f"Starting on http://127.0.0.1:{port}" in standing.said()


def test_the_worker_builds_the_index_and_is_there_again_after_a_reload(site):
    wait_until(lambda: site.get("/readyz")[1].get("index") == "ok", "no index")

    site.process.send_signal(signal.SIGHUP)

    wait_until(lambda: "The worker ended" in site.said(), "the worker did not reload")
    assert site.get("/healthz")[0] == 200


def test_twenty_thousand_characters_get_an_answer_of_our_own(standing):
    question = "%C3%A4" * 10_000 + "a" * 5_000

    status, page = standing.get(f"/search?q={question}")

    assert status == 400
    assert "The address is too long." in page


def test_an_address_without_end_is_refused_before_all_of_it_is_read(standing):
    answer = standing.send(b"GET /search?q=" + b"a" * 16_000_000)

    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
    assert standing.get("/healthz")[0] == 200


def test_a_complete_address_over_the_bound_is_refused(standing):
    answer = standing.send(
        b"GET /search?q=" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    )

    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")


def test_the_server_quotes_nobody_in_its_log(standing):
    before = standing.said().count("Invalid request: ")

    standing.send(b"GET /search?q=sciatica today HTTP/1.1\r\n\r\n")
    standing.send(b"GET /search?q=sciatica HTTP/1.1\r\nBad header\r\n\r\n")

    wait_until(lambda: standing.said().count("Invalid request: ") == before + 2, "nothing said")
    _, _, after_start = standing.said().partition(" is at http://")
    assert "sciatica" not in standing.said()
    assert "127.0.0.1" not in after_start.partition("\n")[2]


def test_what_the_server_writes_only_the_owner_can_read(standing):
    standing.get("/search?q=knee")

    (counters,) = standing.settings.var.glob("limits*.sqlite")
    assert stat.S_IMODE(counters.stat().st_mode) == 0o600


def test_a_port_in_use_is_said_at_once(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = command("serve", "--port", port, settings=settings)

    assert result.returncode == 1
    assert f"port {port}" in result.stderr
    assert "PORT or --port" in result.stderr


def test_a_server_that_cannot_load_the_site_ends_with_a_failure(settings, tmp_path):
    broken = tmp_path / "file"
    broken.touch()

    result = command(
        "serve",
        "--port",
        0,
        settings=settings,
        measured=False,
        DIRECTORY_VAR=str(broken / "var"),
        DATABASE_URL="",
        SECRET_KEY="",
    )

    assert result.returncode != 0


@pytest.mark.parametrize("name", ["serve", "worker", "init"])
def test_a_setting_that_cannot_be_used_is_named(settings, name):
    result = command(name, settings=settings, PORT="many")

    assert result.returncode == 1
    assert "PORT is 'many'" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_worker_alone_stops_when_asked(settings, tmp_path):
    program = ["-m", "directory", "worker"]
    with RunningProgram(program, settings, tmp_path / "output", measured=True) as worker:
        wait_until(lambda: (settings.index_path / "current").exists() or worker.said(), "no index")
        worker.signal(signal.SIGINT)

        assert worker.wait() == 0
        assert "Traceback" not in worker.said()
