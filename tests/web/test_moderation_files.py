"""Documents on the moderators' desk: seen there alone, and gone with the decision."""

import pytest

from directory.cases import CaseStatus
from directory.files.keeping import documents_folder, keep_file
from directory.listings.models import OwnershipClaim, Stage
from directory.listings.owning import owner_of
from tests.files.test_checking import PAPER
from tests.moderation import cases as at
from tests.web.moderating import moderator_of, now_is, press


@pytest.fixture
def moderator(session, client):
    return moderator_of(session, client)


def test_a_document_is_looked_at_here_alone_and_accepted(session, client, moderator, settings):
    case = at.a_document(session, settings.var)
    session.commit()
    page = client.get(f"/moderation/{case.public_id}").text
    assert "Only moderators see it" in page

    paper = client.get(f"/moderation/{case.public_id}/file")
    assert paper.content_type == "application/pdf"
    assert "sandbox" in paper.headers["Content-Security-Policy"]
    assert paper.headers["Content-Disposition"].startswith("inline")
    assert paper.headers["Cache-Control"] == "no-store"
    answer = press(client, case, "accept", item="T13", partly="y")

    assert answer.status_code == 303, answer.text
    assert client.get(f"/moderation/{case.public_id}/file").status_code == 404
    assert now_is(session, case).decision == "accept"


@pytest.mark.parametrize(
    "chosen", [{"item": "T1"}, {"item": "ZZ"}, {"licence": "999"}, {"item": "a b c"}]
)
def test_a_document_shows_only_what_it_can(session, client, moderator, settings, chosen):
    case = at.a_document(session, settings.var)
    session.commit()

    assert press(client, case, "accept", **chosen).status_code == 409
    assert now_is(session, case).status == CaseStatus.OPEN


def test_a_claims_document_is_a_picture_or_paper_for_moderators(
    session, client, moderator, settings
):
    file = keep_file(documents_folder(settings.var), PAPER)
    case = at.a_claim(session, way="documents", file=file)
    session.commit()
    assert (
        client.get(f"/moderation/{case.public_id}/file?download=1")
        .headers["Content-Disposition"]
        .startswith("attachment")
    )

    press(client, case, "approve")

    assert not file.path.exists()
    assert owner_of(session, now_is(session, case).practitioner_id)
    assert session.query(OwnershipClaim).one().status == Stage.ACCEPTED
