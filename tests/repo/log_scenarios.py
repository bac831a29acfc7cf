"""What visitors, members and owners change: planted, then (after `yield`) done."""

from dataclasses import replace
from datetime import timedelta

from directory.files.keeping import documents_folder, keep_file
from directory.interchange.removal import remove
from directory.interchange.removal_requests import Answer, ask_removal
from directory.listings import confirming, ownership
from directory.listings import service as listings
from directory.listings.claims.claiming import Shown, claim
from directory.listings.document_rows import drop_document
from directory.listings.documents import send_document
from directory.listings.fact_reports import WrongFact, doubt_number, report
from directory.listings.models import FilePurpose, ListingFile
from directory.listings.recommending import Recommended, recommend
from directory.listings.replies import answerable_flags, send_reply
from directory.listings.start import start_of
from directory.moderation import vetoing
from directory.practitioners.hiding import hide, unhide
from directory.practitioners.models import Practitioner
from directory.practitioners.vocabulary import Kind
from directory.vetting import appealing, claims, flags, veto
from directory.vetting import service as vetting
from directory.vetting.flag_watch import flags_of, look_again
from directory.vetting.reports import Report, report_privately
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.files.test_checking import PAPER
from tests.listings.claim_factories import KEYS, LETTERS, SECRET, plant_unclaimed
from tests.listings.factories import make_content
from tests.moderation import cases as at
from tests.moderation import worlds
from tests.repo.log_watch import scenarios_of
from tests.vetting.factories import content_for, make_assessment
from tests.vetting.plant import NOW, plant_assessment

ACTOR = "moderator:one"


def submits(session, _var):
    author = make_account(session)
    yield
    listings.submit(session, author=author, content=make_content(), letters=LETTERS, now=NOW)


def changes(session, _var):
    listing, owner = at.owned_listing(session)
    content = replace(start_of(session, listing), bio="I look at the whole chain.")
    yield
    listings.propose(
        session, practitioner=listing, author=owner, content=content, letters=LETTERS, now=NOW
    )


def changes_live(session, _var):
    listing, owner = at.owned_listing(session)
    content = replace(start_of(session, listing), accepting=False)
    yield
    listings.propose(
        session, practitioner=listing, author=owner, content=content, letters=LETTERS, now=NOW
    )


def takes_a_change_back(session, _var):
    listing, owner = at.owned_listing(session)
    waiting = at.edit(session, listing, owner, bio="Something new.").waiting
    yield
    actor = f"owner:{owner.public_id}"
    listings.withdraw_revision(session, revision=waiting, actor=actor, now=NOW)


def sends_a_document(session, var):
    listing, owner = at.owned_listing(session)
    yield
    send_document(
        session,
        practitioner=listing,
        account=owner,
        file=keep_file(documents_folder(var), PAPER),
        title="Certificate",
        code=None,
        link=None,
        purpose=FilePurpose.DOCUMENT,
        now=NOW,
    )


def drops_a_document(session, var):
    case = at.a_document(session, var)
    file = session.query(ListingFile).one()
    listing = session.get_one(Practitioner, case.practitioner_id)
    yield
    drop_document(
        session,
        practitioner=listing,
        public_id=file.public_id,
        folder=documents_folder(var),
        actor="owner:one",
        now=NOW,
    )


def reports_a_wrong_fact(session, _var):
    listing = make_practitioner(session, locations=[{"phone": "+1 303 555 0101"}])
    yield
    report(session, listing, WrongFact("phone", "It rings at a bakery.", None), now=NOW)


def finds_a_wrong_number(session, _var):
    listing = make_practitioner(session, locations=[{"phone": "+1 303 555 0101"}])
    yield
    doubt_number(session, listing, now=NOW)


def recommends(session, _var):
    recommended = Recommended(
        name="Nina Nettle",
        kind=Kind.RUNNING_COACH,
        place="Boulder",
        contact_email="nina@nettle.example",
        why="She saw me run before she said a word.",
    )
    yield
    recommend(session, recommended, now=NOW)


def asks_to_be_left_out(session, _var):
    listing = plant_unclaimed(session, locations=[{"phone": "+1 303 555 0102"}])
    answer = Answer("ada@elsewhere.example", "I never asked for this.")
    yield
    ask_removal(session, listing, answer, letters=LETTERS, keys=KEYS, now=NOW)


def is_removed(session, _var):
    listing = plant_unclaimed(session)
    yield
    remove(session, listing, secret=SECRET, actor="command:remove")


def claims_a_listing(session, _var):
    listing, account = plant_unclaimed(session), make_account(session)
    shown = Shown(way="licence", npi="1234567893", licence_number="PT1")
    yield
    claim(session, practitioner=listing, account=account, shown=shown, letters=LETTERS, now=NOW)


def answers_a_red_flag(session, _var):
    case = worlds.a_red_flag(session)
    listing = session.get_one(Practitioner, case.practitioner_id)
    owner = make_account(session)
    code = answerable_flags(session, listing.id)[0].code
    yield
    send_reply(
        session,
        practitioner=listing,
        account=owner,
        code=code,
        sentences=["whole_chain"],
        own_words="",
        now=NOW,
    )


def reports_privately(session, _var):
    listing = make_practitioner(session)
    yield
    report_privately(session, listing, Report("They went on when I said stop."))


def closes_the_practice(session, _var):
    listing, owner = at.owned_listing(session)
    yield
    ownership.close(session, listing, owner=owner, now=NOW)


def opens_it_again(session, _var):
    listing, owner = at.owned_listing(session)
    ownership.close(session, listing, owner=owner, now=NOW)
    yield
    ownership.reopen(session, listing, owner=owner)


def leaves(session, _var):
    listing, owner = at.owned_listing(session)
    yield
    ownership.leave(session, listing, owner=owner, letters=LETTERS, now=NOW)


def confirms(session, _var):
    listing, owner = at.owned_listing(session)
    yield
    confirming.confirm(session, practitioner=listing, actor=f"owner:{owner.public_id}", now=NOW)


def is_hidden(session, _var):
    listing = make_practitioner(session)
    yield
    hide(session, listing, "Its owner closed it.", actor=ACTOR)


def is_shown_again(session, _var):
    listing = make_practitioner(session)
    hide(session, listing, "Its owner closed it.", actor=ACTOR)
    yield
    unhide(session, listing, "Its owner closed it.", actor=ACTOR)


def is_hidden_for_a_second_reason(session, _var):
    listing = make_practitioner(session)
    hide(session, listing, "Its owner closed it.", actor=ACTOR)
    yield
    hide(session, listing, "Its owner left.", actor=ACTOR)


def is_vetoed(session, _var):
    listing, _owner = at.owned_listing(session)
    yield
    veto.veto(session, listing, actor=ACTOR, reason="It lapsed.", now=NOW)


def is_vetoed_on_its_page(session, _var):
    listing, account = at.owned_listing(session)[0], make_account(session, roles=["moderator"])
    yield
    vetoing.veto_listing(session, listing, account, reason="Gone.", letters=LETTERS, now=NOW)


def a_veto_is_lifted(session, _var):
    listing, _owner = at.owned_listing(session)
    veto.veto(session, listing, actor=ACTOR, reason="It lapsed.", now=NOW)
    yield
    veto.lift_veto(session, listing, actor=ACTOR, reason="It is back.", now=NOW)


def members_report_a_red_flag(session, _var):
    listing = make_practitioner(session)
    for _ in range(2):
        plant_assessment(session, listing, flags=["R1"])
    yield
    look_again(session, listing, NOW)


def is_asked_about_a_red_flag(session, _var):
    flag = flags_of(session, worlds.a_red_flag(session, asked=False).practitioner_id)[0]
    yield
    flags.record_attempt(session, flag, NOW.date(), "A letter", actor=ACTOR, today=NOW.date())


def replies_to_a_red_flag(session, _var):
    flag = flags_of(session, worlds.a_red_flag(session).practitioner_id)[0]
    yield
    flags.record_reply(session, flag, "We have changed it.", NOW.date(), actor=ACTOR)


def appeals(session, _var):
    case = worlds.a_cap(session)
    listing = session.get_one(Practitioner, case.practitioner_id)
    code = flags_of(session, listing.id)[0].code
    yield
    text = "We have changed how we work in this point."
    appealing.ask_appeal(session, practitioner=listing, actor="owner:a", code=code, text=text)


def states_a_claim(session, _var):
    listing = make_practitioner(session)
    yield
    claims.state_claim(
        session, listing, code="T2", sentence="We agree on a limit.", actor="owner:a", now=NOW
    )


def assesses(session, _var):
    listing, member = make_practitioner(session), make_account(session)
    yield
    make_assessment(session, practitioner=listing, member=member)


def edits_an_assessment(session, _var):
    row = make_assessment(session, practitioner=make_practitioner(session))
    content = content_for(answers={"T2": "no", "T3": "no"})
    yield
    vetting.edit(session, assessment=row, content=content, now=NOW + timedelta(days=1))


def withdraws_an_assessment(session, _var):
    row = make_assessment(session, practitioner=make_practitioner(session))
    yield
    vetting.withdraw(session, assessment=row, now=NOW + timedelta(days=1))


def a_visit_is_proved(session, _var):
    row = make_assessment(session, practitioner=make_practitioner(session))
    yield
    vetting.prove(session, assessment=row, actor=ACTOR, now=NOW + timedelta(days=1))


SCENARIOS = scenarios_of(globals())
"""Everything above, by its name."""
