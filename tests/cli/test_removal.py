"""`directory remove` takes a listing out and keeps it out."""

import uuid

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from directory.cli.imports import parts_or_complaint
from directory.cli.nppes_import import NppesImport
from directory.cli.removal import remove
from directory.interchange.models import ImportRun
from directory.practitioners.models import Practitioner
from tests.factories import make_practitioner
from tests.interchange.nppes_files import place_row, write_download
from tests.interchange.nppes_rows import SmallWorld, person
from tests.running import environment_of

pytestmark = pytest.mark.databases("sqlite")
NPI = "1234567893"


@pytest.fixture
def call(settings):
    """Runs the command and gives its result."""

    def run(*arguments):
        return CliRunner(env=environment_of(settings)).invoke(remove, [str(a) for a in arguments])

    return run


def how_many(session):
    session.rollback()
    return session.scalar(select(func.count(Practitioner.id)))


@pytest.mark.parametrize("by", ["npi", "id", "slug"])
def test_a_listing_is_removed_by_what_names_it(session, call, by):
    make_practitioner(session)
    made = make_practitioner(session, npi=NPI)
    named = {"npi": NPI, "id": made.public_id, "slug": made.slug}[by]
    session.commit()

    result = call(f"--{by}", named)

    assert result.exit_code == 0, result.output
    assert "removed" in result.stdout
    assert how_many(session) == 1


def test_a_removed_listing_survives_no_import(open_session, call, settings, tmp_path):
    cells = person()
    path = write_download(tmp_path, providers=[cells], places=[place_row(cells["NPI"])])
    NppesImport(settings, parts_or_complaint(path), SmallWorld()).run()
    call("--npi", cells["NPI"])

    NppesImport(settings, parts_or_complaint(path), SmallWorld()).run()

    session = open_session()
    assert how_many(session) == 0
    newest = session.scalars(select(ImportRun).order_by(ImportRun.id)).all()[-2]
    assert newest.counts["suppressed"] == 1


def test_undone_the_next_import_brings_it_back(open_session, call, settings, tmp_path):
    cells = person()
    path = write_download(tmp_path, providers=[cells])
    NppesImport(settings, parts_or_complaint(path), SmallWorld()).run()
    call("--npi", cells["NPI"])

    result = call("--npi", cells["NPI"], "--undo")

    assert result.exit_code == 0, result.output
    NppesImport(settings, parts_or_complaint(path), SmallWorld()).run()
    assert how_many(open_session()) == 1


def test_a_number_that_is_not_listed_is_kept_out_all_the_same(call):
    result = call("--npi", NPI)

    assert "imports will leave the NPI out" in result.stdout
    assert "1 entries" in call("--count").stdout


def test_what_has_no_number_may_come_back_and_the_command_says_so(session, call):
    made = make_practitioner(session)
    slug = made.slug
    session.commit()

    assert "may bring it again" in call("--slug", slug).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--npi", NPI, "--slug", "x"),
        ("--slug", "x", "--undo"),
        ("--npi", "1234567890"),
        ("--id", "x"),
        ("--npi", NPI, "--count"),
    ],
)
def test_unclear_wishes_are_refused(call, arguments):
    assert call(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [("--slug", "nobody"), ("--id", uuid.UUID(int=7)), ("--npi", NPI, "--undo")],
)
def test_what_is_not_there_is_named(call, arguments):
    result = call(*arguments)

    assert result.exit_code == 1
    assert "Error:" in result.stderr
