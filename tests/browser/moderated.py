"""A site where something of every kind waits, and the people it concerns, for moderators' journeys."""

from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import Account
from directory.db import begin_write, make_engine, utc_now
from directory.outbox.models import Mail
from directory.practitioners.models import Practitioner
from directory.vetting.flag_watch import look_again
from directory.vetting.models import Flag
from directory.vetting.reports import Report, report_privately
from directory.vetting.service import Traces
from tests.accounts.factories import make_account, signed_in_cookie
from tests.browser.visiting import take_in
from tests.factories import make_practitioner
from tests.interchange.nppes_files import write_download
from tests.interchange.nppes_rows import person
from tests.listings.still_true import own
from tests.vetting.factories import make_assessment
from tests.vetting.plant import plant_assessment

ADDRESS = "rowan{width}@practice.example"


def plant_for_moderators(settings, widths):
    """Plant for each width of a browser what its journeys need.

    Returns:
        `slugs` by journey and width, and `ids` of the accounts by name.
    """
    rows = {width: person(last="ROWAN", first=f"W{width}") for width in widths}
    take_in(settings, write_download(settings.var, providers=rows.values()))
    engine = make_engine(settings.database)
    slugs, ids = {}, {}
    with Session(engine) as session:
        begin_write(session)
        for name in ("first", "second"):
            ids[name] = make_account(session, roles=["moderator"]).id
        for width, row in rows.items():
            slugs |= _plant_one(session, width, row["NPI"], ids)
        session.commit()
    engine.dispose()
    return SimpleNamespace(slugs=slugs, ids=ids)


def cookies_of(app, ids):
    """The cookies of signed-in browsers, by whose they are."""
    name = app.config["SESSION_COOKIE_NAME"]
    return {who: {"name": name, "value": signed_in_cookie(app, one)} for who, one in ids.items()}


def newest_mail(settings, recipient):
    """The text of the newest mail that was written to somebody."""
    engine = make_engine(settings.database)
    with Session(engine) as session:
        asked = select(Mail.text).where(Mail.recipient == recipient).order_by(Mail.id.desc())
        text = session.scalars(asked).first()
    engine.dispose()
    return text


def _plant_one(session, width, npi, ids):
    rowan = session.scalars(select(Practitioner).where(Practitioner.npi == npi)).one()
    rowan.email = ADDRESS.format(width=width)
    ids[f"claimant {width}"] = make_account(session).id
    made = {
        name: make_practitioner(session, name=f"{name.title()} W{width}", slug=f"{name}-{width}")
        for name in ("flagged", "burst", "reported", "kept", "twin")
    }
    ids[f"owner {width}"] = _flag(session, made["flagged"], f"owner{width}@practice.example")
    for number in range(3):
        make_assessment(
            session,
            practitioner=made["burst"],
            member=make_account(session),
            now=utc_now() - timedelta(hours=3 - number),
            traces=Traces(device=f"one device {width}", network=f"one network {width}"),
        )
    report_privately(session, made["reported"], Report("They went on when I said stop.", ""))
    return {(name, width): listing.slug for name, listing in made.items()} | {
        ("claimed", width): rowan.slug
    }


def _flag(session, listing, email):
    """Let three members have reported a red flag six weeks ago; gives the owner's number."""
    own(session, listing, email=email)
    begun = utc_now() - timedelta(days=42)
    for _ in range(3):
        plant_assessment(session, listing, flags=["R1"], visit_month=begun.date().replace(day=1))
    look_again(session, listing, utc_now())
    session.flush()
    flag = session.scalars(select(Flag).where(Flag.practitioner_id == listing.id)).one()
    flag.opened_at = begun
    session.flush()
    return session.scalars(select(Account.id).where(Account.email == email)).one()
