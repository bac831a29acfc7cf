"""A record names what its source states."""

from directory.interchange.sheet.record import SheetListing, SheetPerson, SheetPlace
from directory.practitioners.vocabulary import Kind

PERSON = SheetPerson(name="Ada Elm", kind=Kind.THERAPIST, profession="physical_therapist")


def test_only_what_is_stated_is_a_fact():
    assert SheetListing("1", PERSON).stated_fields() == ("name", "profession")


def test_what_places_and_lists_say_counts():
    person = SheetPerson(
        name="Ada Elm",
        kind=Kind.THERAPIST,
        profession="",
        accepting=False,
        terms=(("modality", ("cupping",)),),
    )
    place = SheetPlace(city="Denver", phone="112", fee_first=0.0, payers=("aetna",))

    stated = SheetListing("1", person, (place,)).stated_fields()

    assert stated == ("name", "accepting", "location", "phone", "fees", "payment", "modality")
