"""What staff change, and what is decided for good or on the way: planted, then (after `yield`) done."""

from dataclasses import replace

from directory.accounts import staff, suspending
from directory.accounts.models import RoleName
from directory.cases import CaseKind, holding
from directory.db import utc_now
from directory.files.keeping import keep_file, proofs_folder
from directory.moderation import spam
from directory.moderation.decisions import carry_out
from directory.privacy.deletion import delete_account
from directory.vetting import setting_aside
from directory.vetting.models import Standing
from directory.vetting.proofs import attach_proof
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.files.test_checking import PAPER
from tests.listings.claim_factories import VERDICT
from tests.listings.disputed import by, plant_dispute
from tests.moderation import cases as at
from tests.moderation import worlds
from tests.moderation.tasks import task_of
from tests.repo.log_watch import scenarios_of
from tests.vetting.factories import make_assessment
from tests.vetting.plant import NOW, plant_assessment

ACTOR = "moderator:one"


def becomes_staff(session, _var):
    account = make_account(session)
    yield
    staff.grant_role(
        session, email=account.email, role=RoleName.MODERATOR, actor="admin:one", now=NOW
    )


def is_staff_no_longer(session, _var):
    account = make_account(session, roles=["moderator"])
    yield
    staff.remove_role(session, account, role=RoleName.MODERATOR, actor="admin:one")


def deletes_the_account(session, var):
    _listing, owner = at.owned_listing(session)
    make_assessment(session, practitioner=make_practitioner(session), member=owner)
    yield
    delete_account(session, owner, NOW, var=var)


def hands_a_case_over(session, _var):
    case, to = at.a_submission(session), make_account(session, roles=["moderator"])
    yield
    holding.hand_over(session, case, actor=ACTOR, to=to, note="You know them.", now=NOW)


def calls_it_spam(session, var):
    case, account = at.a_submission(session), make_account(session, roles=["moderator"])
    verdict = replace(VERDICT, actor=f"moderator:{account.public_id}")
    seen = spam.likenesses(session, [case])[case.id]
    yield
    spam.refuse_as_spam(task_of(session, case, var, verdict=verdict), account, seen=seen)


def is_suspended(session, _var):
    account = make_account(session)
    yield
    suspending.suspend(session, account, actor="admin:one", reason="Spam.", now=NOW)


def is_let_in_again(session, _var):
    account = make_account(session)
    suspending.suspend(session, account, actor="admin:one", reason="Spam.", now=NOW)
    yield
    suspending.lift(session, account, actor="admin:one")


def what_a_member_said_is_set_aside(session, _var):
    row = plant_assessment(session, make_practitioner(session))
    yield
    setting_aside.set_aside(session, row.member_id, actor="admin:one", now=NOW)


def what_a_member_said_is_taken_up(session, _var):
    row = plant_assessment(session, make_practitioner(session))
    setting_aside.set_aside(session, row.member_id, actor="admin:one", now=NOW)
    yield
    setting_aside.take_up(session, row.member_id, actor="admin:one", now=NOW)


def sends_a_proof(session, var):
    row = plant_assessment(session, make_practitioner(session), standing=Standing.WAITING)
    file = keep_file(proofs_folder(var), PAPER)
    yield
    attach_proof(session, row, file, now=utc_now())


def a_claim_makes_a_dispute(session, _var):
    listing, _owner = at.owned_listing(session)
    account = make_account(session)
    yield
    at.plant_claim(session, listing, account, only_row=True)


def two_moderators_end_a_dispute(session, var):
    _listing, case, _sides, row = plant_dispute(session)
    one, other = (make_account(session, roles=["moderator"]) for _ in "12")
    carry_out(task_of(session, case, var, verdict=by(one), choice=str(row.public_id)), "give")
    yield
    carry_out(task_of(session, case, var, verdict=by(other), choice=str(row.public_id)), "give")


def two_moderators_keep_an_owner(session, var):
    _listing, case, _sides, _row = plant_dispute(session)
    one, other = (make_account(session, roles=["moderator"]) for _ in "12")
    carry_out(task_of(session, case, var, verdict=by(one)), "keep")
    yield
    carry_out(task_of(session, case, var, verdict=by(other)), "keep")


def _decided(decision, plant):
    """A scenario in which a case is decided."""

    def scenario(session, var):
        case = plant(session, var)
        yield
        carry_out(task_of(session, case, var), decision)

    return scenario


def _a_proof(session, var):
    row = plant_assessment(session, make_practitioner(session), standing=Standing.WAITING)
    attach_proof(session, row, keep_file(proofs_folder(var), PAPER), now=utc_now())
    return at.newest_case(session, CaseKind.PROOF)


def _a_hidden_report(session, var):
    case = worlds.a_report(session)
    carry_out(task_of(session, case, var), "hide")
    return case


a_proof_is_accepted = _decided("accept", _a_proof)
a_proof_is_refused = _decided("refuse", _a_proof)
a_document_is_accepted = _decided("accept", at.a_document)
a_document_is_refused = _decided("refuse", at.a_document)
is_invited = _decided("invite", lambda session, _var: at.a_recommendation(session))
is_left_out = _decided("remove", lambda session, _var: at.a_removal(session))
is_restored = _decided("restore", _a_hidden_report)
is_asked = _decided("attempt", lambda session, _var: worlds.a_red_flag(session, asked=False))
is_asked_by_mail = _decided("mail", lambda session, _var: worlds.a_red_flag(session, asked=False))
has_replied = _decided("reply", lambda session, _var: worlds.a_red_flag(session))
an_owner_is_asked = _decided("ask", lambda session, _var: worlds.a_difference(session))

SCENARIOS = scenarios_of(globals())
"""Everything above, by its name."""
