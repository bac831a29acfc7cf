import logging

import pytest
from gunicorn.config import Config

from directory.http.server_log import ServerLogger, discreet
from tests.http.conftest import SEARCHED


class Elsewhere(ServerLogger):
    """As in a process that answers requests."""

    def _is_starter(self):
        return False


@pytest.fixture
def make_log(capsys):
    def make(kind):
        config = Config()
        config.set("loglevel", "debug")
        return kind(config)

    yield make
    logging.getLogger("gunicorn.error").handlers.clear()


def test_ready_made_sentences_end_where_they_begin_to_quote():
    message = f"Invalid request from ip=192.0.2.7: Invalid line: 'GET /search?q={SEARCHED}'"

    assert discreet(message, (), None) == "Invalid request"


def test_of_arguments_only_numbers_are_kept():
    text = discreet("Worker %s met %s at %d", (12, f"/search?q={SEARCHED}", 7), None)

    assert text == "Worker 12 met (left out) at 7"


def test_a_pattern_short_of_arguments_does_not_fail():
    assert discreet("%s met %s", (12,), None) == "12 met (left out)"


def test_a_failure_is_named_by_kind_and_place():
    with pytest.raises(ValueError, match="invalid literal") as caught:
        int(SEARCHED)

    named = discreet("Error handling request", (), caught.value)

    assert "Error handling request: ValueError (" in named
    assert "test_server_log.py" in named
    assert SEARCHED not in named
    assert discreet(ValueError(SEARCHED), (), None) == "ValueError"


def test_no_level_quotes_what_was_sent(make_log, capsys):
    log = make_log(Elsewhere)

    for write in (log.critical, log.error, log.warning, log.info, log.debug, log.exception):
        write("Error handling request %s", f"/search?q={SEARCHED}")
    log.log("warning", "Error handling request %s", f"/search?q={SEARCHED}")

    said = capsys.readouterr().err
    assert said.count("Error handling request (left out)") == 7
    assert SEARCHED not in said


def test_the_process_that_starts_the_others_says_everything(make_log, capsys):
    log = make_log(ServerLogger)

    log.error("Worker (pid:%s) was sent %s!", 12, "SIGKILL")
    log.log("warning", "Hang up: %s", "gunicorn")

    said = capsys.readouterr().err
    assert "Worker (pid:12) was sent SIGKILL!" in said
    assert "Hang up: gunicorn" in said
