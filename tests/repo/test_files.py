"""Files stay small and say nothing of the machine they were written on."""

import re

import pytest

from directory.config import ROOT
from tests.repo.tree import name_of, python_files, text_files

LONGEST = 300

# Put together here, so that this file does not hold what it looks for.
FOREIGN = {
    "a path of somebody's machine": re.compile("/(?:work|root|home/[a-z]+|Users/[A-Za-z]+)" + "/"),
    "a host of a package registry": re.compile(
        "|".join(
            r"\.".join(parts)
            for parts in (
                ["py" + "pi", "(?:org|python)"],
                ["pythonho" + "sted"],
                ["regis" + "try", "(?:npm" + "js|yarnpkg)"],
                ["de" + "b", "deb" + "ian"],
                ["pro" + "xy", "golang"],
            )
        )
    ),
}


def test_no_python_file_is_longer_than_one_can_keep_in_mind():
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files("directory", "tests", "benchmarks", "migrations")
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize("what", FOREIGN)
def test_no_file_names(what):
    itself = "tests/repo/test_files.py"

    found = [
        name_of(path)
        for path in text_files()
        if name_of(path) != itself and FOREIGN[what].search(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_scripts_can_be_run():
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
