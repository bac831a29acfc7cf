"""Proof of a visit over HTTP: taken, refused kindly, replaced, and gone with what it proved."""

import io

import pytest
from sqlalchemy import select

from directory.cases.deciding import queue
from directory.db import begin_write
from directory.files.keeping import proofs_folder
from directory.vetting.decisions import Verdict, accept_proof
from directory.vetting.models import Proof
from tests.accounts.factories import make_account, sign_in
from tests.factories import make_practitioner
from tests.files.test_checking import PAPER, picture
from tests.vetting.factories import NOW
from tests.web.assessing import PATH, meanwhile, send, spend, stored, text_of, token_of, write


@pytest.fixture
def folder(settings):
    return proofs_folder(settings.var)


@pytest.fixture
def member(client, session):
    """Somebody signed in who has only to send what they wrote."""
    make_practitioner(session, name="Ada Alder", slug="ada-alder", kind="therapist")
    made = make_account(session, email="runner@example.org")
    session.commit()
    sign_in(client, made)
    write(client)
    return made


def hand_in(client, content, name="receipt.jpg"):
    """Send the last page with a file."""
    answer = send(client, "/send", attested="y", proof=(io.BytesIO(content), name))
    # What is large is sent from a temporary file, which the test client leaves open.
    answer.request.environ["wsgi.input"].close()
    return answer


def files(folder):
    return list(folder.iterdir()) if folder.exists() else []


def accept(open_session, folder):
    """Let a moderator accept the proof that waits."""
    session = open_session()
    begin_write(session)
    (case,) = [one for one in queue(session) if one.kind == "proof"]
    accept_proof(session, case, Verdict("moderator:m", "Seen.", NOW), folder=folder)
    session.commit()


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize(("content", "ending"), [(picture(), ".jpg"), (PAPER, ".pdf")])
def test_a_photo_or_a_paper_waits_for_a_moderator(client, folder, content, ending):
    answer = hand_in(client, content)

    page = client.get(answer.headers["Location"])
    assert "A moderator looks at your proof of the visit" in text_of(page)
    assert [path.suffix for path in files(folder)] == [ending]


@pytest.mark.usefixtures("member")
@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"GIF89a" + bytes(100), 400, "none that we can read"),
        (picture()[:100], 400, "cannot be read"),
        (bytes(6_000_000), 400, "too large"),
        (bytes(7_000_000), 413, "too large"),
    ],
)
def test_what_cannot_be_taken_is_refused_kindly_and_nothing_is_lost(
    client, folder, open_session, content, status, words
):
    page = hand_in(client, content)

    assert page.status_code == status
    assert words in text_of(page)
    assert (files(folder), stored(open_session)) == ([], [])
    assert "Took an hour." in client.get(f"{PATH}/more").text


@pytest.mark.usefixtures("member")
def test_another_page_that_is_too_large_is_refused_as_everywhere(client):
    token = token_of(client.get(PATH))

    page = client.post(PATH, data={"csrf_token": token, "sore": "x" * 3_000_000})

    assert page.status_code == 413
    assert "Send less at once." in text_of(page)


@pytest.mark.usefixtures("member")
def test_another_file_takes_the_place_of_the_first(client, folder, open_session):
    hand_in(client, picture())
    (first,) = files(folder)

    hand_in(client, PAPER)

    (second,) = files(folder)
    assert second != first
    assert open_session().scalars(select(Proof)).one().file_name == second.name


@pytest.mark.usefixtures("member")
def test_withdrawing_takes_the_file_and_what_waits_along(client, folder, open_session):
    hand_in(client, picture())
    path = f"/assessments/{stored(open_session)[0].public_id}/withdraw"

    client.post(path, data={"csrf_token": token_of(client.get(path))})

    assert files(folder) == []
    assert queue(open_session()) == []


@pytest.mark.usefixtures("member")
def test_a_visit_that_is_proved_is_not_asked_for_proof(client, folder, open_session):
    hand_in(client, picture())
    accept(open_session, folder)

    page = client.get(f"{PATH}/send")
    answer = hand_in(client, PAPER)

    assert "Your visit is proved already" in text_of(page)
    assert 'name="proof"' not in page.text
    assert answer.headers["Location"] == f"{PATH}/done"
    assert files(folder) == []


@pytest.mark.usefixtures("member")
def test_a_visit_proved_meanwhile_needs_no_file_and_keeps_the_change(
    app, client, folder, open_session
):
    hand_in(client, picture())
    send(client, "/core", T3="no")

    with meanwhile(app, lambda: accept(open_session, folder), writes=2):
        answer = hand_in(client, PAPER)

    (one,) = stored(open_session)
    assert answer.headers["Location"] == f"{PATH}/done"
    assert (one.proved, one.answers["T3"]) == (True, "no")
    assert files(folder) == []


@pytest.mark.usefixtures("member")
def test_too_many_files_are_refused_and_the_answers_kept(client, folder, open_session):
    spend(client, "proof", 20)

    page = hand_in(client, picture())
    without = send(client, "/send", attested="y")

    assert page.status_code == 429
    assert "Go on without it" in text_of(page)
    assert files(folder) == []
    assert without.headers["Location"] == f"{PATH}/done"
