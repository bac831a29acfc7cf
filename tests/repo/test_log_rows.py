"""Every change of a state has exactly one log row, whatever service makes it."""

import ast
import sys
from functools import partial

import pytest
from sqlalchemy import delete

from directory import log
from directory.cases import Case
from directory.config import ROOT
from directory.db import begin_write
from directory.practitioners.models import Status
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.moderation.test_undoing import decide, undo
from tests.moderation.worlds import WORLDS
from tests.repo import log_scenarios, log_scenarios_back, log_scenarios_staff
from tests.repo.log_elsewhere import ELSEWHERE
from tests.repo.log_watch import OTHER_PARTS, STATE, complaints, look

pytestmark = pytest.mark.databases("sqlite")

SCENARIOS = log_scenarios.SCENARIOS | log_scenarios_back.SCENARIOS | log_scenarios_staff.SCENARIOS

ROOMS = (
    "accounts",
    "cases",
    "interchange",
    "listings",
    "moderation",
    "practitioners",
    "privacy",
    "vetting",
)
PARTS = {part for _name, parts in STATE.values() for part in parts} | OTHER_PARTS
TELLERS = {"record", "note", "hide", "unhide", "decide_case", "reopen_case", "open_case"}
"""Functions that write log rows; whoever calls one of them changes something."""


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_owners_members_and_staff_do_has_one_row_for_each_change(session, tmp_path, name):
    scenario = SCENARIOS[name](session, tmp_path)
    next(scenario)
    before = look(session)

    next(scenario, None)

    assert complaints(session, before) == []
    assert look(session).told > before.told


@pytest.mark.parametrize(("kind", "decision"), WORLDS)
def test_a_decision_and_taking_it_back_have_one_row_for_each_change(
    session, tmp_path, kind, decision
):
    case, moderator = WORLDS[kind, decision](session), make_account(session)
    before = look(session)

    decide(session, case, decision, tmp_path, moderator)

    assert complaints(session, before) == []
    decided = look(session)

    undo(session, case, tmp_path, moderator)

    assert complaints(session, decided) == []


@pytest.mark.parametrize(
    ("does", "complaint"),
    [
        (lambda _session, _row: None, "not told once"),
        (lambda session, row: (_tell(session, row), _tell(session, row)), "told twice"),
        (lambda session, row: [_tell(session, row, f"hid {n}") for n in "123"], "not told once"),
        (lambda session, row: (_tell(session, row), _tell(session, row.other)), "told, unchanged"),
    ],
)
def test_untold_and_twice_told_changes_are_complained_of(session, does, complaint):
    row = make_practitioner(session)
    row.other = make_practitioner(session)
    before = look(session)

    row.status = Status.UNCLAIMED
    does(session, row)

    assert {one[0] for one in complaints(session, before)} >= {complaint}


def _tell(session, row, action="hidden"):
    log.record(session, actor="test", action=action, subject=("practitioner", str(row.public_id)))


def test_every_service_that_changes_a_state_is_among_what_is_tried(session, tmp_path):
    codes = set()
    for act in _acts(session, tmp_path):
        sys.setprofile(lambda frame, _event, _argument: codes.add(frame.f_code))
        try:
            act()
        finally:
            sys.setprofile(None)

    start = f"{ROOT / 'directory'}/"
    called = {f"{code.co_filename.removeprefix(start)}:{code.co_name}" for code in codes}
    untried = set(_that_change_states()) - called
    assert sorted(untried - set(ELSEWHERE)) == [], "give each a scenario, or a reason"
    assert sorted(set(ELSEWHERE) - untried) == [], "these are tried here"


def _acts(session, folder):
    """What is done in every scenario, one after the other, each in a world planted for it."""
    for plant in SCENARIOS.values():
        scenario = plant(session, folder)
        next(scenario)
        yield partial(next, scenario, None)
        _start_over(session)
    for (_kind, decision), plant in WORLDS.items():
        case, moderator = plant(session), make_account(session)
        yield partial(decide, session, case, decision, folder, moderator)
        yield partial(undo, session, case, folder, moderator)
        _start_over(session)


def _start_over(session):
    session.rollback()
    begin_write(session)
    session.execute(delete(Case))  # those of worlds that commit on their way
    session.commit()
    begin_write(session)


def _that_change_states():
    """Every public function of a room that takes a session and changes a state by itself."""
    for room in ROOMS:
        for path in sorted((ROOT / "directory" / room).rglob("*.py")):
            where = path.relative_to(ROOT / "directory")
            for function in ast.parse(path.read_text()).body:
                if isinstance(function, ast.FunctionDef) and _changes(function):
                    yield f"{where}:{function.name}"


def _changes(function):
    arguments = function.args
    names = {one.arg for one in (*arguments.args, *arguments.posonlyargs, *arguments.kwonlyargs)}
    if function.name.startswith("_") or not names & {"session", "task"}:
        return False
    return any(map(_changes_by_itself, ast.walk(function)))


def _changes_by_itself(node):
    if isinstance(node, ast.Assign):
        targets = [one for target in node.targets for one in ast.walk(target)]
        return any(isinstance(one, ast.Attribute) and one.attr in PARTS for one in targets)
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in TELLERS
