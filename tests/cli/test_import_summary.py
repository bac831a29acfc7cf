"""The summary of a run."""

from pathlib import Path

from directory.cli.import_summary import LINES, print_summary
from directory.interchange.models import ImportRun, RunStatus
from directory.interchange.outcomes import Outcome
from directory.interchange.remarks import Reason


def shown(capsys, counts, rejects_path=None):
    run = ImportRun(
        id=7,
        source="nppes",
        file_name="f.csv",
        file_size=1,
        counts=counts,
        status=RunStatus.FINISHED,
        rejects_path=rejects_path,
    )
    print_summary(run, Path("var"))
    return capsys.readouterr().out


def test_every_outcome_and_every_reason_has_its_words():
    keys = {outcome.value for outcome in Outcome} | {reason.value for reason in Reason}

    assert keys - LINES.keys() == {"not_listed"}


def test_what_did_not_happen_is_not_told(capsys):
    text = shown(capsys, {"rows": 1_234})

    assert "1,234" in text
    assert "added as unclaimed listings" in text
    assert "malformed NPI" not in text


def test_a_run_of_places_tells_of_places(capsys):
    text = shown(capsys, {"rows": 2, "of_others": 1, "places_added": 3})

    assert "places added" in text
    assert "unclaimed listings" not in text


def test_the_rejects_file_is_named(capsys):
    assert "var/imports/7-rejects.csv" in shown(capsys, {}, "imports/7-rejects.csv")
