"""`directory cases`: what waits for a moderator, looked at and decided on the command line."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.cases import Case, CaseKind, CaseStatus
from directory.cases.deciding import AlreadyDecided, holder, queue
from directory.cli.migrations import bring_to_head
from directory.cli.site import read_settings
from directory.config import site_secret
from directory.db import begin_write, make_engine, utc_now
from directory.files.keeping import proofs_folder
from directory.moderation.decisions import DECISIONS, carry_out
from directory.moderation.refusals import REFUSALS
from directory.moderation.task import Task, flag_of
from directory.outbox.letters import Letters
from directory.practitioners.models import Practitioner
from directory.vetting import comments, reports, veto
from directory.vetting.decisions import NothingLeft, Verdict, assessment_of
from directory.vetting.plain_text import without_unseen
from directory.vetting.proofs import sweep_orphans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from directory.config import Settings

ACTOR = "command:cases"
SPARED = timedelta(days=1)
"""Proofs' files that nothing names are deleted when they are older than this."""

_by = click.option("--by", default="", help="Who decides, as the log names them: a short name.")
_reason = click.option("--reason", required=True, help="Why, kept with the case.")


@click.group()
def cases() -> None:
    """Look at what waits for a moderator, and decide it."""


@cases.command("list")
def list_cases() -> None:
    """List what waits: private reports on top, then the oldest first."""
    with _session(read_settings()) as session:
        waiting = queue(session)
        names = _names(session, waiting)
        for case in waiting:
            age = _age(utc_now() - case.opened_at)
            listing = names.get(case.practitioner_id, "-")
            click.echo(f"{case.id:>6}  {case.kind:<15} {age:>5}  {listing}")
        click.echo(f"{len(waiting)} waiting." if waiting else "Nothing waits.")


@cases.command()
@click.argument("number", type=int, metavar="ID")
def show(number: int) -> None:
    """Show one case, with all a moderator needs to decide it."""
    settings = read_settings()
    with _session(settings) as session:
        case = _case(session, number)
        names = _names(session, [case])
        click.echo(f"Case {case.id}: {case.kind}, {case.status}")
        click.echo(f"Listing: {names.get(case.practitioner_id, '-')}")
        click.echo(f"Opened: {case.opened_at:%Y-%m-%d %H:%M} UTC")
        for line in _who_is_at_it(case):
            click.echo(line)
        with _refusals_told():
            for line in _told(session, case, proofs_folder(settings.var)):
                click.echo(line)
        if case.status == CaseStatus.DECIDED:
            click.echo(f"{AlreadyDecided(case)}")
            click.echo(f"Reason: {without_unseen(case.reason or '')}")
        click.echo(f"Page: {settings.public_url}/moderation/{case.public_id}")
        click.echo(f"Decisions: {', '.join(DECISIONS[case.kind])}")


@cases.command()
@click.argument("number", type=int, metavar="ID")
@click.argument("decision")
@_reason
@_by
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day of an attempt or a reply.")
@click.option("--seen", help="Edits or revision that `show` told of: refuses what changed since.")
@click.option("--choice", default="", help="What else is chosen: the item a document speaks for.")
def decide(
    number: int,
    decision: str,
    reason: str,
    by: str,
    on: datetime | None,
    seen: str | None,
    choice: str,
) -> None:
    """Decide a case, once, and carry it out.

    For `attempt` and `reply` the reason is how they were asked, or what they replied.
    """
    settings = read_settings()
    with _session(settings) as session:
        begin_write(session)
        verdict = Verdict(_actor(by), reason, utc_now())
        task = Task(
            session=session,
            case=_case(session, number),
            verdict=verdict,
            on=on.date() if on else verdict.now.date(),
            seen=seen,
            var=settings.var,
            letters=Letters(settings.site_name, settings.public_url),
            secret=site_secret(settings),
            choice=choice,
        )
        with _refusals_told():
            told = carry_out(task, decision)
        session.commit()
        sweep_orphans(session, task.folder, SPARED)
    click.echo(told)


@cases.command("veto")
@click.argument("slug")
@_reason
@_by
def veto_listing(slug: str, reason: str, by: str) -> None:
    """Hide a listing whose licence is missing, lapsed or restricted; its score goes."""
    with _session(read_settings()) as session:
        begin_write(session)
        listing = _listing(session, slug)
        with _refusals_told():
            veto.veto(session, listing, actor=_actor(by), reason=reason, now=utc_now())
        session.commit()
    click.echo("The listing is hidden and has no score, until the veto is lifted.")


@cases.command()
@click.argument("slug")
@_by
def restore(slug: str, by: str) -> None:
    """Show a listing again that was hidden because of a private report."""
    with _session(read_settings()) as session:
        begin_write(session)
        is_back = reports.show_again(session, _listing(session, slug), actor=_actor(by))
        session.commit()
    click.echo("The listing is shown." if is_back else "Other reasons still hide the listing.")


def _who_is_at_it(case: Case) -> Iterator[str]:
    """Who has the case before them, whom it was handed to, and what moderators noted."""
    if holder(case, utc_now()):
        yield f"Held: by {case.held_by}, until {case.held_until:%H:%M} UTC"
    if case.handed_to:
        yield f"Handed to: {case.handed_to}"
    if case.note:
        yield f"Note: {without_unseen(case.note)}"


def _told(session: Session, case: Case, folder: Path) -> Iterator[str]:
    """What a moderator needs to see, line by line, without signs that would move the cursor."""
    for name, value in case.details.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield f"{name}: {without_unseen(text)}"
    if case.kind == CaseKind.RED_FLAG:
        yield from _flag_told(session, case)
    if case.kind not in {CaseKind.COMMENT, CaseKind.PROOF}:
        return
    try:
        assessment = assessment_of(session, case)
    except NothingLeft as gone:
        yield str(gone)
        return
    if case.kind == CaseKind.COMMENT:
        yield f"Edits: {len(assessment.revisions)}"
        yield f"Comment: {comments.comment_text(assessment.comment or '')}"
    elif assessment.proof and assessment.proof.file_name:
        yield f"File: {folder / assessment.proof.file_name}"


def _flag_told(session: Session, case: Case) -> Iterator[str]:
    flag = flag_of(session, case)
    yield f"Red flag: {flag.status}, reported by {flag.reported} of {flag.answered}"
    for attempt in flag.attempts:
        yield f"Asked on {attempt['on']}: {attempt['how']}"
    if flag.reply:
        yield f"Replied on {flag.replied_on}: {flag.reply}"


@contextmanager
def _session(settings: Settings) -> Iterator[Session]:
    bring_to_head(settings.database, settings.var / "migrations.lock")
    engine = make_engine(settings.database)
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


@contextmanager
def _refusals_told() -> Iterator[None]:
    try:
        yield
    except REFUSALS as refusal:
        raise click.ClickException(str(refusal)) from refusal


def _case(session: Session, number: int) -> Case:
    case = session.get(Case, number)
    if case is None:
        message = "There is no such case."
        raise click.ClickException(message)
    return case


def _listing(session: Session, slug: str) -> Practitioner:
    found = session.scalars(select(Practitioner).where(Practitioner.slug == slug)).one_or_none()
    if found is None:
        message = "There is no such listing."
        raise click.ClickException(message)
    return found


def _names(session: Session, of: Iterable[Case]) -> dict[int | None, str]:
    numbers = {case.practitioner_id for case in of}
    statement = select(Practitioner).where(Practitioner.id.in_(numbers))
    return {listing.id: listing.slug for listing in session.scalars(statement)}


def _actor(by: str) -> str:
    name = "".join(sign for sign in by if sign.isprintable()).strip()[:60]
    return f"moderator:{name}" if name else ACTOR


def _age(waited: timedelta) -> str:
    if waited.days:
        return f"{waited.days} d"
    hours, seconds = divmod(waited.seconds, 3600)
    return f"{hours} h" if hours else f"{seconds // 60} min"
