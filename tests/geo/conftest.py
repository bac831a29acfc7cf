"""The small world's place file, a gazetteer over it, and one over the real place data."""

import os
from pathlib import Path

import pytest

from directory.cli.places import make_gazetteer
from directory.config import Settings
from directory.geo.build import build_gazetteer
from directory.geo.edition import is_current
from directory.geo.gazetteer import Gazetteer
from tests.geo.world import COUNTRIES, SEEDS, no_progress, write_dumps


@pytest.fixture(scope="session")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Postal codes and towns of the small world, in GeoNames' form."""
    return write_dumps(tmp_path_factory.mktemp("dumps"))


@pytest.fixture(scope="session")
def small_file(dumps: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The place file of the small world."""
    target = tmp_path_factory.mktemp("places") / "gazetteer.sqlite"
    postal, towns = dumps
    build_gazetteer(
        target, postal=postal, towns=towns, seeds=SEEDS, countries=COUNTRIES, progress=no_progress
    )
    return target


@pytest.fixture(scope="session")
def gazetteer(small_file: Path):
    """A gazetteer of the small world."""
    with Gazetteer(small_file) as finder:
        yield finder


@pytest.fixture(scope="session")
def real():
    """A gazetteer over the project's own place file, built once if it is missing."""
    settings = Settings.from_env({"DIRECTORY_VAR": os.environ.get("DIRECTORY_VAR", "")})
    if not is_current(settings.gazetteer_path):
        make_gazetteer(settings)
    with Gazetteer(settings.gazetteer_path) as finder:
        yield finder
