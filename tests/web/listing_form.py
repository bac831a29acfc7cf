"""How tests go through the pages of a listing's form."""

import html
import re
from dataclasses import replace

from sqlalchemy import func, select

from directory.drafts.models import Draft
from directory.geo.failures import GazetteerMissing, PlaceNotFound
from directory.geo.place import Resolution
from directory.listings.models import Revision
from tests.api.fakes import DENVER, OTHER_DENVER

PATH = "/listings/new"
DENVER_80202 = replace(DENVER, precision="postal", postal_code="80202")

WHO = {
    "kind": "therapist",
    "name": "Ines Okafor-Lund",
    "profession": "physical_therapist",
    "credentials": "DPT, OCS",
    "languages": ["en", "es"],
    "bio": "I watch you run first.",
}
WHERE = {
    "place": ["new-1"],
    "new-1-street": "1 Larimer Street",
    "new-1-city": "Denver",
    "new-1-region": "Colorado",
    "new-1-postal_code": "80202",
    "new-1-country": "US",
    "new-1-phone": "+1 303 555 0142",
    "new-1-mon": "8:00-12:00, 1 pm to 5 pm",
}
HOW = {"link-hips": "I test hip rotation on both sides", "methods": ["running_gait"]}
FEES = {"place": ["new-1"], "new-1-fee_first": "140", "accepting": "yes", "wait_days": "9"}
CREDENTIALS = {"licence": ["1"], "1-title": "Physical therapist", "1-region_code": "CO"}
PAGES = {"who": WHO, "where": WHERE, "how": HOW, "fees": FEES, "credentials": CREDENTIALS}


class TownPlaces:
    """Finds Denver by its code, is not sure of Denver alone, and knows nothing else."""

    def resolve(self, text, *, near=None, country_hint=None):
        del near, country_hint
        if text.startswith("80202 Denver"):
            return Resolution(DENVER_80202)
        if text.startswith("Denver"):
            return Resolution(DENVER, (OTHER_DENVER,), confident=False)
        message = f"No place called {text[:40]!r} is known."
        raise PlaceNotFound(message)

    def suggest(self, text, *, country_hint=None):
        del text, country_hint
        return ()

    def close(self):
        """Nothing is open."""


class NoPlaces(TownPlaces):
    """Has no place data."""

    def resolve(self, text, *, near=None, country_hint=None):
        del near, country_hint
        message = f"Nobody can look up {text!r} now."
        raise GazetteerMissing(message)


def token_of(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]


def text_of(page):
    """What people read of a page, and what stands in its fields."""
    values = " ".join(re.findall(r'\bvalue="([^"]*)"', page.text))
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page.text).split()) + " " + values)


def post(client, step, /, *, path=PATH, token=None, **fields):
    """Send one page of the form, with its token."""
    token = token or token_of(client.get(f"{PATH}/who"))
    return client.post(f"{path}/{step}", data={"csrf_token": token, **fields})


def fill(client, *, path=PATH, **changed):
    """Send all pages but the last; fields of `changed` pages take the place of the usual ones."""
    token = token_of(client.get(f"{PATH}/who"))
    for step, fields in PAGES.items():
        told = {**fields, **changed.get(step, {})}
        answer = post(client, step, path=path, token=token, **told)
        assert answer.status_code == 303, text_of(answer)
    return answer


def send(client, *, path=PATH):
    """Vouch for it and send it."""
    return post(client, "preview", path=path, attested="y")


def revisions(open_session):
    """What was sent, in order."""
    return open_session().scalars(select(Revision).order_by(Revision.id)).all()


def drafts(open_session):
    """How many drafts there are."""
    return open_session().scalar(select(func.count(Draft.id)))
