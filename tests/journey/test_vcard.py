from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from directory.geo.point import GeoPoint
from directory.journey.vcard import vcard
from directory.practitioners.models import Location, Practitioner
from tests.journey.content_readers import unescaped, unfolded

ADDRESS = "https://whole.example/practitioners/ines-okafor-denver"


def ines(**what_matters):
    columns = {
        "name": "Ines Okafor",
        "credentials": "DPT",
        "town_only": False,
        "email": "ines@private.example",
        "locations": [
            Location(
                street="1 Main Street; rear",
                city="Denver",
                region="Colorado",
                postal_code="80202",
                country="US",
                phone="303-555-0142",
                latitude=39.7392,
                longitude=-104.9903,
            )
        ],
    }
    return Practitioner(**columns | what_matters)


def card(practitioner, title="Physical therapist", note="Source: the practitioner"):
    return vcard(practitioner, title=title, note=note, address=ADDRESS)


def test_a_card_tells_what_is_public():
    person = ines(website="https://okafor.example/")

    lines = unfolded(card(person))

    assert lines == [
        ("BEGIN", "VCARD"),
        ("VERSION", "3.0"),
        ("FN", "Ines Okafor"),
        ("N", "Ines Okafor;;;;"),
        ("TITLE", "Physical therapist\\, DPT"),
        ("ADR;TYPE=WORK", ";;1 Main Street\\; rear;Denver;Colorado;80202;US"),
        ("TEL;TYPE=WORK,VOICE", "303-555-0142"),
        ("GEO", "39.73920;-104.99030"),
        ("URL", "https://okafor.example/"),
        ("URL", ADDRESS),
        ("NOTE", "Source: the practitioner"),
        ("UID", f"urn:uuid:{person.public_id}"),
        ("END", "VCARD"),
    ]


def test_where_only_the_town_is_public_nothing_nearer_is_written():
    lines = dict(unfolded(card(ines(town_only=True))))

    assert lines["ADR;TYPE=WORK"] == ";;;Denver;Colorado;;US"
    assert not {"TEL;TYPE=WORK,VOICE", "GEO"} & set(lines)


def test_what_is_not_stated_is_left_out():
    bare = Location(street="", city="Denver", region="", postal_code="", country="US")

    names = [name for name, _ in unfolded(card(ines(locations=[bare], credentials="")))]

    assert "TEL;TYPE=WORK,VOICE" not in names
    assert "GEO" not in names
    assert names.count("URL") == 1


def test_a_mail_address_is_never_written():
    assert "private.example" not in card(ines())


def test_an_address_that_is_no_web_address_is_left_out():
    place = SimpleNamespace(street="", city="", region="", postal_code="", country="US", phone=None)
    place.point = GeoPoint(1, 2)
    person = SimpleNamespace(
        name="Ines",
        credentials="",
        locations=[place],
        town_only=False,
        website="javascript:alert(1)",
        public_id="0",
    )

    assert "javascript" not in card(person)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1))
def test_any_name_arrives_in_one_line(name):
    lines = dict(unfolded(card(ines(name=name))))

    assert unescaped(lines["FN"]) == name
