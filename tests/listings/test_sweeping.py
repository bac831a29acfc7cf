"""No upload outlives what names it, and none goes before."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from directory.files.checking import checked_photo
from directory.files.keeping import documents_folder, keep_file, photos_folder
from directory.listings.documents import send_document
from directory.listings.models import FilePurpose
from directory.listings.sweeping import sweep_files
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.files.test_checking import PAPER, picture

pytestmark = pytest.mark.databases("sqlite", "postgres")

HOUR = timedelta(hours=1)


def test_old_files_that_nothing_names_go(session, tmp_path):
    documents, photos = documents_folder(tmp_path), photos_folder(tmp_path)
    sent, lost = keep_file(documents, PAPER), keep_file(documents, PAPER)
    shown, old, young = (keep_file(photos, picture(), checked_photo) for _ in range(3))
    for kept in (sent, lost, shown, old):
        os.utime(kept.path, (0, 0))
    practitioner = make_practitioner(session, photo=shown.path.name)
    send_document(
        session,
        practitioner=practitioner,
        account=make_account(session),
        file=sent,
        title="Course record",
        code=None,
        link=None,
        purpose=FilePurpose.DOCUMENT,
        now=datetime(2026, 5, 20, tzinfo=UTC),
    )
    session.commit()

    swept = sweep_files(session, tmp_path, HOUR)

    assert swept == 2
    assert set(documents.iterdir()) == {sent.path}
    assert set(photos.iterdir()) == {shown.path, young.path}


def test_there_may_be_no_uploads_at_all(session, tmp_path):
    assert sweep_files(session, tmp_path, HOUR) == 0
