"""Proof of a visit is kept where nobody else looks, and no file outlives its use."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.cases import CaseKind
from directory.cases.deciding import queue
from directory.db import begin_write
from directory.files.keeping import keep_file, kept_file, proofs_folder
from directory.log.models import Event
from directory.vetting.models import Proof, Standing
from directory.vetting.proofs import NoProofTaken, attach_proof, drop_proof, sweep_orphans
from tests.factories import make_practitioner
from tests.files.test_checking import PAPER, picture
from tests.vetting.plant import NOW, plant_assessment

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

HOUR = timedelta(hours=1)


@pytest.fixture
def folder(tmp_path):
    return proofs_folder(tmp_path / "var")


@pytest.fixture
def assessment(session):
    return plant_assessment(session, make_practitioner(session))


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


@BOTH
@BOTH
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
