"""Listings of made-up owners, one in each state that a listing of one's own can be in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from directory.demo.pictures import paper_picture, shapes_picture
from directory.demo.records import SOURCE
from directory.demo.stock import table
from directory.files.checking import checked_photo
from directory.files.keeping import documents_folder, keep_file, photos_folder
from directory.listings import documents, ownership, photos, service
from directory.listings.confirming import confirm
from directory.listings.content import ListingContent
from directory.listings.deciding import approve, send_back
from directory.listings.models import FilePurpose
from directory.listings.revising import owner_actor
from directory.listings.start import start_of
from directory.listings.views import count_views
from directory.practitioners.models import Practitioner

if TYPE_CHECKING:
    from directory.accounts.models import Account
    from directory.demo.setting import Setting

_VIEWED = (3, 5, 2, 0, 4, 7, 6, 3, 1, 2, 8, 5, 4, 0, 3, 6, 2, 9, 4, 1, 5)
"""Views of the last days, today's first."""


def plant_waiting(setting: Setting, owner: Account) -> None:
    """A listing that was sent in and waits."""
    _submit(setting, "waiting", owner, days=3)


def plant_returned(setting: Setting, owner: Account) -> None:
    """A listing that came back with a reason."""
    listing, case, seen = _submit(setting, "returned", owner, days=6)
    verdict = setting.verdict(4, table("owners")["reason"])
    send_back(setting.session, case, verdict, seen=seen, letters=setting.letters)
    setting.session.refresh(listing)


def plant_fresh(setting: Setting, owner: Account) -> Practitioner:
    """A listing confirmed lately, with a document seen, one that waits, and views."""
    listing = publish(setting, "fresh", owner, days=150)
    _show_document(setting, listing, owner, "seen", code="T5", days=148)
    _show_document(setting, listing, owner, "waiting", code="T13", days=2)
    confirm(setting.session, practitioner=listing, actor=owner_actor(owner), now=setting.ago(20))
    views = {(listing.id, setting.ago(day).date()): n for day, n in enumerate(_VIEWED) if n}
    count_views(setting.session, views)
    return listing


def plant_editing(setting: Setting, owner: Account) -> None:
    """A listing with a small change that shows already, and an edit that waits."""
    listing = publish(setting, "editing", owner, days=90)
    content = replace(start_of(setting.session, listing), wait_days=28, bio=table("owners")["edit"])
    made = service.propose(
        setting.session,
        practitioner=listing,
        author=owner,
        content=content,
        letters=setting.letters,
        now=setting.ago(1.5),
    )
    for revision in filter(None, made):
        setting.case_of(revision.public_id, 1.5)


def plant_photo(setting: Setting, owner: Account) -> None:
    """A listing with a picture that waits: it shows shapes, and nobody."""
    listing = publish(setting, "photo", owner, days=60)
    kept = keep_file(photos_folder(setting.var), shapes_picture(), checked_photo)
    made = photos.propose_photo(
        setting.session,
        practitioner=listing,
        author=owner,
        file_name=kept.path.name,
        letters=setting.letters,
        now=setting.ago(1),
    )
    if made.waiting:
        setting.case_of(made.waiting.public_id, 1)


def plant_stale(setting: Setting, owner: Account) -> None:
    """A listing confirmed eight months ago, about which its owner was asked twice."""
    listing = publish(setting, "stale", owner, days=244)
    listing.asked_on, listing.times_asked = setting.ago(40).date(), 2


def plant_closed(setting: Setting, owner: Account) -> None:
    """A listing whose owner has closed the practice."""
    listing = publish(setting, "closed", owner, days=300)
    ownership.close(setting.session, listing, owner=owner, now=setting.ago(12))


def content_for(key: str) -> ListingContent:
    """What the listing of an owner says, by the owner's key. Pure but for the stock."""
    owners = table("owners")
    person: dict[str, Any] = dict(owners["people"][key])
    place = owners["place"] | person.pop("place", {})
    return ListingContent.from_json(owners["common"] | person | {"places": [place]})


def _submit(setting: Setting, key: str, owner: Account, days: float) -> tuple[Any, Any, Any]:
    """Send a listing in; it, its case and what is to be read."""
    revision = service.submit(
        setting.session,
        author=owner,
        content=content_for(key),
        letters=setting.letters,
        now=setting.ago(days),
    )
    listing = setting.session.get_one(Practitioner, revision.practitioner_id)
    # Marked as made up like all of the demo; the number keeps it apart from the drawn world.
    listing.source, listing.external_id = SOURCE, f"owner:{key}"
    return listing, setting.case_of(revision.public_id, days), revision.public_id


def publish(setting: Setting, key: str, owner: Account, days: float) -> Practitioner:
    """A listing of an owner that was published two days after it was sent in."""
    listing, case, seen = _submit(setting, key, owner, days)
    approve(setting.session, case, setting.verdict(days - 2), seen=seen, letters=setting.letters)
    made: Practitioner = listing
    return made


def _show_document(
    setting: Setting, listing: Practitioner, owner: Account, which: str, *, code: str, days: float
) -> None:
    folder = documents_folder(setting.var)
    row = documents.send_document(
        setting.session,
        practitioner=listing,
        account=owner,
        file=keep_file(folder, paper_picture()),
        title=table("owners")["documents"][which],
        code=code,
        link=None,
        purpose=FilePurpose.DOCUMENT,
        now=setting.ago(days),
    )
    case = setting.case_of(row.public_id, days)
    if which == "seen":
        documents.accept_document(
            setting.session,
            case,
            setting.verdict(days - 3),
            folder=folder,
            letters=setting.letters,
            code=code,
        )
