"""Each decision about what owners and visitors sent is carried out, on both databases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.cases import CaseKind, CaseStatus
from directory.cases.deciding import AlreadyDecided
from directory.files.keeping import documents_folder, keep_file
from directory.moderation.decisions import DECISIONS, carry_out
from directory.moderation.listing_decisions import document_choice
from directory.moderation.task import ChoiceUnknown, DecisionUnknown
from directory.vetting.models import Document
from tests.listings.claim_factories import VERDICT
from tests.moderation.cases import EVERY, a_claim, a_document
from tests.moderation.tasks import task_of

OUTCOMES = [
    ("submission", "publish", "It is published; search finds it within seconds."),
    ("submission", "return", "It goes back to the owner with the reason."),
    ("submission", "refuse", "It is refused; the owner is told why."),
    ("edit", "publish", "It is published; search finds it within seconds."),
    ("edit", "return", "It goes back to the owner with the reason."),
    ("live edit", "keep", "The changes stay."),
    ("live edit", "undo", "Put back: accepting."),
    ("reply", "show", "The reply is shown where the score is capped."),
    ("reply", "refuse", "The reply is refused; the owner is told why."),
    ("fact report", "accept", "The listing is in doubt, and its owner is told if there is one."),
    ("fact report", "clear", "The fact is taken out."),
    ("fact report", "dismiss", "The listing stays as it is."),
    ("recommendation", "invite", "They are invited by mail."),
    ("recommendation", "decline", "Nobody is invited."),
    ("removal", "remove", "The listing is gone, and imports leave it out."),
    ("removal", "refuse", "The listing stays; who asked is told why."),
    ("claim", "approve", "They speak for the listing now."),
    ("claim", "refuse", "The claim is refused; they are told why."),
]


@pytest.mark.parametrize(("kind", "decision", "told"), OUTCOMES)
def test_each_decision_is_carried_out_once(session, tmp_path, kind, decision, told):
    case = EVERY[kind](session)
    task = task_of(session, case, tmp_path)

    assert carry_out(task, decision) == told

    assert (case.status, case.decided_by) == (CaseStatus.DECIDED, VERDICT.actor)
    with pytest.raises(AlreadyDecided):
        carry_out(task, decision)


def test_every_kind_of_case_can_be_decided():
    assert set(DECISIONS) == set(CaseKind)
    assert all(DECISIONS.values())


@pytest.mark.databases("sqlite")
def test_a_decision_of_another_kind_is_refused(session, tmp_path):
    case = a_claim(session)

    with pytest.raises(DecisionUnknown, match="say one of: approve, refuse"):
        carry_out(task_of(session, case, tmp_path), "publish")


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("decision", ["accept", "refuse"])
def test_a_document_is_seen_for_what_was_chosen(session, tmp_path, decision):
    case = a_document(session, tmp_path)
    kept = keep_file(documents_folder(tmp_path), b"%PDF-1.7\n%%EOF\n")

    carry_out(task_of(session, case, tmp_path, choice="T13 partly"), decision)
    session.commit()

    assert [row.code for row in session.query(Document)] == ["T13"] * (decision == "accept")
    assert list(documents_folder(tmp_path).iterdir()) == [kept.path]


@pytest.mark.parametrize(
    ("choice", "read"),
    [
        ("", (None, False, None)),
        ("T13", ("T13", False, None)),
        ("T13 partly", ("T13", True, None)),
        ("T13 licence 7", ("T13", False, 7)),
        ("M12 partly licence 12", ("M12", True, 12)),
        ("licence 7", (None, False, 7)),
    ],
)
def test_a_choice_names_item_half_and_licence(choice, read):
    assert document_choice(choice) == read


@pytest.mark.parametrize(
    "choice",
    ["partly", "licence", "T13 T12", "T13 licence x", "T13 licence", "licence 1 T13", "a b c"],
)
def test_what_reads_otherwise_is_refused(choice):
    with pytest.raises(ChoiceUnknown):
        document_choice(choice)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(choice):
    try:
        code, partly, licence_id = document_choice(choice)
    except ChoiceUnknown:
        return

    assert code is not None or not partly
    assert licence_id is None or licence_id >= 0
