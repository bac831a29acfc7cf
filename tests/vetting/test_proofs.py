"""Proof of a visit is kept where nobody else looks, and no file outlives its use."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.cases import CaseKind
from directory.cases.deciding import queue
from directory.db import begin_write
from directory.log.models import Event
from directory.vetting.models import Proof, Standing
from directory.vetting.proofs import (
    NoProofTaken,
    ProofKindUnknown,
    attach_proof,
    delete_after_commit,
    drop_proof,
    keep_file,
    kept_file,
    proofs_folder,
    sweep_orphans,
)
from tests.factories import make_practitioner
from tests.vetting.plant import NOW, plant_assessment
from tests.vetting.test_proof_files import PAPER, picture

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

HOUR = timedelta(hours=1)


@pytest.fixture
def folder(tmp_path):
    return proofs_folder(tmp_path / "var")


@pytest.fixture
def assessment(session):
    return plant_assessment(session, make_practitioner(session))


def test_only_the_site_itself_can_look_at_the_files(folder):
    kept = keep_file(folder, PAPER)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert kept.path.stat().st_mode & 0o777 == 0o600
    assert (kept.path.parent, kept.size_bytes) == (folder, len(PAPER))


def test_names_are_random_and_end_as_the_content_says(folder):
    names = [keep_file(folder, content).path.name for content in (PAPER, PAPER, picture("PNG"))]

    assert len(set(names)) == 3
    assert [name.rpartition(".")[2] for name in names] == ["pdf", "pdf", "jpg"]
    assert min(len(name) for name in names) > 30


def test_a_refused_file_leaves_nothing_behind(folder):
    with pytest.raises(ProofKindUnknown):
        keep_file(folder, b"hello")

    assert not folder.exists()


@BOTH
def test_a_proof_waits_for_a_moderator(session, folder, assessment):
    with kept_file(folder, picture()) as file:
        proof = attach_proof(session, assessment, file, now=NOW)
        session.commit()

    case = queue(session)[0]
    assert (proof.file_name, proof.content_type) == (file.path.name, "image/jpeg")
    assert (case.kind, case.subject_id) == (CaseKind.PROOF, str(assessment.public_id))
    assert file.path.exists()
    assert session.scalars(select(Event.action).where(Event.action == "proof sent")).one()
    assert assessment.proved is False


def test_the_file_goes_when_the_transaction_fails(session, folder, assessment):
    session.commit()
    begin_write(session)
    assessment.standing = Standing.WITHDRAWN
    with pytest.raises(NoProofTaken), kept_file(folder, PAPER) as file:
        attach_proof(session, assessment, file, now=NOW)

    assert list(folder.iterdir()) == []


def test_what_is_proved_needs_no_proof(session, folder, assessment):
    assessment.proved = True

    with pytest.raises(NoProofTaken), kept_file(folder, PAPER) as file:
        attach_proof(session, assessment, file, now=NOW)


@BOTH
def test_a_second_file_replaces_the_first_once_it_is_sure(session, folder, assessment):
    first, second = keep_file(folder, PAPER), keep_file(folder, PAPER)
    attach_proof(session, assessment, first, now=NOW)
    session.commit()
    begin_write(session)
    attach_proof(session, assessment, second, now=NOW)
    assert first.path.exists()

    session.commit()

    assert list(folder.iterdir()) == [second.path]
    assert session.scalars(select(Proof)).one().file_name == second.path.name
    assert len(queue(session)) == 1


def test_a_rollback_spares_the_file(session, folder):
    kept = keep_file(folder, PAPER)
    delete_after_commit(session, kept.path)
    session.rollback()

    session.commit()

    assert kept.path.exists()


@BOTH
def test_the_end_of_a_savepoint_is_no_commit(session, folder):
    before, inside, within = (keep_file(folder, PAPER).path for _ in range(3))
    delete_after_commit(session, before)
    with session.begin_nested():
        delete_after_commit(session, inside)
        with session.begin_nested():
            delete_after_commit(session, within)
    assert set(folder.iterdir()) == {before, inside, within}

    session.commit()

    assert list(folder.iterdir()) == []


@BOTH
def test_a_savepoint_that_fails_takes_back_what_was_said_inside(session, folder):
    before, inside, within = (keep_file(folder, PAPER).path for _ in range(3))
    delete_after_commit(session, before)
    savepoint = session.begin_nested()
    delete_after_commit(session, inside)
    with session.begin_nested():
        delete_after_commit(session, within)
    savepoint.rollback()

    session.commit()

    assert set(folder.iterdir()) == {inside, within}


def test_a_transaction_that_fails_spares_the_files_of_its_savepoints(session, folder):
    kept = keep_file(folder, PAPER)
    with session.begin_nested():
        delete_after_commit(session, kept.path)
    session.begin_nested()
    delete_after_commit(session, kept.path)
    session.rollback()

    session.commit()

    assert kept.path.exists()


@BOTH
def test_who_takes_an_assessment_back_leaves_no_file_and_no_case(session, folder, assessment):
    attach_proof(session, assessment, keep_file(folder, PAPER), now=NOW)
    session.commit()
    begin_write(session)

    drop_proof(session, assessment, folder, actor="member:x", reason="Taken back.", now=NOW)
    session.commit()

    assert list(folder.iterdir()) == []
    assert queue(session) == []
    assert session.scalars(select(Event).where(Event.action == "decided")).one().actor == "member:x"


def test_without_a_proof_there_is_nothing_to_drop(session, folder, assessment):
    drop_proof(session, assessment, folder, actor="member:x", reason="Taken back.", now=NOW)
    session.commit()

    assert session.scalars(select(Event).where(Event.action == "decided")).all() == []


def test_a_file_that_is_gone_already_does_not_trouble_the_commit(session, folder):
    make_practitioner(session)
    delete_after_commit(session, folder / "gone.pdf")

    session.commit()

    assert not folder.exists()


@BOTH
def test_the_sweep_takes_old_files_that_nothing_names(session, folder, assessment):
    named, orphan, young = (keep_file(folder, PAPER) for _ in range(3))
    attach_proof(session, assessment, named, now=NOW)
    session.commit()
    for kept in (named, orphan):
        os.utime(kept.path, (0, 0))

    swept = sweep_orphans(session, folder, HOUR)

    assert swept == 1
    assert set(folder.iterdir()) == {named.path, young.path}


def test_there_may_be_nothing_to_sweep(session, folder):
    assert sweep_orphans(session, folder, HOUR) == 0
