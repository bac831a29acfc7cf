"""Whether a listing can be what its owner states: every field within its limits. Pure.

The limits are those of the columns, and of what a reader would believe.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from directory.db import utc_now
from directory.listings.changes import changed, changes
from directory.listings.content import KEYED, LicenceContent, ListingContent
from directory.listings.place_checking import checked_places
from directory.listings.words import Faults, one_line, only_truths, whole_number
from directory.outbox.mail import AddressInvalid, checked_address
from directory.practitioners.npi import is_npi
from directory.practitioners.vocabulary import LINKS, Kind, vocabulary
from directory.practitioners.web_address import is_web_address
from directory.vetting.checklist import EvidenceKind, checklist
from directory.vetting.claims import SENTENCE_LENGTH
from directory.vetting.plain_text import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME_LENGTH = (2, 120)
CREDENTIALS_LENGTH = 200
BIO_LENGTH = 3_000
LICENCE_LENGTH = 120
LICENCE_NUMBER_LENGTH = 40
REGION_CODE_LENGTH = 10
MOST_LICENCES = 10
WEB_ADDRESS_LENGTH = 500
LONGEST_WAIT_DAYS = 730
TRIAL_CALL_MINUTES = (5, 120)
FIRST_YEAR = 1950
"""Earliest year since when somebody may have worked with runners."""

GENDERS = ("female", "male", "nonbinary")

_PHOTO = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", re.ASCII)
_TRUTHS = ("telehealth", "referral_needed", "accepting", "evening_hours")


class ContentInvalid(ValueError):
    """A listing cannot be so.

    Attributes:
        errors: Path of a field (see `changes`) to a sentence that says what to change.
    """

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(f"{path}: {words}" for path, words in errors.items()))
        self.errors = errors


def checked(content: ListingContent, standing: ListingContent | None = None) -> ListingContent:
    """A listing without unseen signs, markup and doubles, if it can be.

    Args:
        content: As its owner states it.
        standing: What the listing says now. A field that stays as it stands is left as it is and
            never refused: registers write much that a form would not take.

    Raises:
        ContentInvalid: Something in it cannot be.
    """
    faults = Faults()
    cleaned = _cleaned(content, standing, faults)
    if standing is None:
        if faults.errors:
            raise ContentInvalid(faults.errors)
        return cleaned
    before = standing.as_json()
    sent = changes(before, content.as_json())
    new = {path: words for path, words in faults.errors.items() if _is_within(path, sent)}
    if new:
        raise ContentInvalid(new)
    wanted = changes(before, cleaned.as_json())
    kept = {path: pair for path, pair in wanted.items() if path in sent}
    return ListingContent.from_json(changed(before, kept))


def _is_within(path: str, sent: Iterable[str]) -> bool:
    """Whether a field, or one below it, changes."""
    return any(one == path or one.startswith(f"{path}/") for one in sent)


def _cleaned(
    content: ListingContent, standing: ListingContent | None, faults: Faults
) -> ListingContent:
    _check_kind(content, faults)
    return replace(
        content,
        name=_name(content.name, faults),
        credentials=one_line(content.credentials, "credentials", CREDENTIALS_LENGTH, faults),
        bio=_bio(content.bio, faults),
        gender=_gender(content.gender, faults),
        **_keys(content, standing, faults),
        links=_links(content.links, faults),
        claims=_claims(content, faults),
        **only_truths({name: getattr(content, name) for name in _TRUTHS}, "", faults),
        town_only=bool(content.town_only),
        **_numbers(content, faults),
        **_addresses(content, faults),
        licences=_licences(content.licences, faults),
        photo=_photo(content.photo, faults),
        places=checked_places(content.places, faults),
    )


def _check_kind(content: ListingContent, faults: Faults) -> None:
    if content.kind not in {str(kind) for kind in Kind}:
        faults.note("kind", "Choose what kind of work it is.")
        return
    professions = vocabulary("profession")
    known = content.profession in professions
    if not known or Kind(content.kind) not in professions[content.profession].kinds:
        faults.note("profession", "Choose a profession that belongs to the kind of work.")


def _name(name: str, faults: Faults) -> str:
    least, most = NAME_LENGTH
    said = one_line(name, "name", most, faults)
    if len(said) < least or not any(sign.isalpha() for sign in said):
        faults.note("name", f"Give the name in {least} to {most} letters.")
    return said


def _bio(bio: str, faults: Faults) -> str:
    said = plain_text(bio)
    if len(said) > BIO_LENGTH:
        faults.note("bio", f"Say it in {BIO_LENGTH:,} letters at most; these are {len(said):,}.")
    return said


def _gender(gender: str | None, faults: Faults) -> str | None:
    if gender and gender not in GENDERS:
        faults.note("gender", "Choose one of the list, or leave it open.")
    return gender or None


def _keys(
    content: ListingContent, standing: ListingContent | None, faults: Faults
) -> dict[str, Any]:
    """Each key once; one that its vocabulary does not have may stay where it stands."""
    found = {}
    for field, name in KEYED.items():
        keys = tuple(dict.fromkeys(getattr(content, field)))
        stood = getattr(standing, field) if standing is not None else ()
        if any(key not in vocabulary(name) and key not in stood for key in keys):
            faults.note(field, "Choose from the list.")
        found[field] = keys
    return found


def _links(links: dict[str, str], faults: Faults) -> dict[str, str]:
    if not links.keys() <= set(LINKS):
        faults.note("links", "Choose links of the chain.")
    return {key: _sentence(links[key], f"links/{key}", faults) for key in LINKS if key in links}


def _claims(content: ListingContent, faults: Faults) -> dict[str, str]:
    codes: dict[str, bool] = {}
    if content.kind in {str(kind) for kind in Kind}:
        items = checklist(Kind(content.kind)).items
        codes = {item.code: EvidenceKind.CLAIM in item.evidence for item in items}
    said = {}
    for code, sentence in sorted(content.claims.items()):
        if not codes.get(code):
            faults.note(f"claims/{code}", "The checklist of this kind of work does not ask this.")
        said[code] = _sentence(sentence, f"claims/{code}", faults)
    return said


def _sentence(text: str, path: str, faults: Faults) -> str:
    least, most = SENTENCE_LENGTH
    said = " ".join(plain_text(text).split())
    if not least <= len(said) <= most:
        faults.note(path, f"Say how in one sentence of {least} to {most} letters.")
    return said


def _numbers(content: ListingContent, faults: Faults) -> dict[str, Any]:
    limits = {
        "wait_days": (0, LONGEST_WAIT_DAYS),
        "trial_call_minutes": TRIAL_CALL_MINUTES,
        "runners_since": (FIRST_YEAR, utc_now().year),
    }
    return {
        name: whole_number(getattr(content, name), name, between, faults)
        for name, between in limits.items()
    }


def _addresses(content: ListingContent, faults: Faults) -> dict[str, Any]:
    """Web addresses, the mail address and the NPI."""
    found: dict[str, str | None] = {}
    for name in ("website", "booking_url"):
        found[name] = said = (getattr(content, name) or "").strip() or None
        if said and (len(said) > WEB_ADDRESS_LENGTH or not is_web_address(said)):
            faults.note(name, "Give a web address that begins with https:// and has no spaces.")
    found["email"] = said = (content.email or "").strip() or None
    if said and not _is_mail_address(said):
        faults.note("email", "Give one e-mail address, such as ada@example.org.")
    found["npi"] = said = "".join((content.npi or "").split()) or None
    if said and not is_npi(said):
        faults.note("npi", "An NPI has ten digits; these do not fit together. Compare each.")
    return found


def _is_mail_address(text: str) -> bool:
    try:
        checked_address(text)
    except AddressInvalid:
        return False
    return True


def _licences(licences: tuple[LicenceContent, ...], faults: Faults) -> tuple[LicenceContent, ...]:
    found = []
    for number, licence in enumerate(licences):
        path = f"licences/{number}"
        said = LicenceContent(
            title=one_line(licence.title, f"{path}/title", LICENCE_LENGTH, faults),
            number=one_line(licence.number, f"{path}/number", LICENCE_NUMBER_LENGTH, faults)
            or None,
            region_code=one_line(
                licence.region_code, f"{path}/region_code", REGION_CODE_LENGTH, faults
            )
            or None,
        )
        if said.title and said not in found:
            found.append(said)
        elif not said.title and (said.number or said.region_code):
            faults.note(f"{path}/title", "Say what licence or certificate it is.")
    if len(found) > MOST_LICENCES:
        faults.note("licences", f"Give the {MOST_LICENCES} most important ones.")
    return tuple(found)


def _photo(photo: str | None, faults: Faults) -> str | None:
    if photo and not _PHOTO.fullmatch(photo):
        faults.note("photo", "Send the photo again.")
    return photo or None
