"""What a listing says, written to JSON and read back."""

from directory.listings.content import KEYED, ListingContent, PlaceContent
from directory.practitioners.vocabulary import NAMES


def test_fields_of_a_former_version_are_left_out():
    values = {
        "kind": "therapist",
        "name": "Ada Alder",
        "profession": "physical_therapist",
        "fax": "1",
        "places": [{"key": "1", "city": "Denver", "fax": "2"}],
        "licences": [{"title": "PT", "fax": "3"}],
    }

    content = ListingContent.from_json(values)

    assert content.places == (PlaceContent(key="1", city="Denver"),)
    assert content.licences[0].title == "PT"


def test_json_holds_plain_lists_in_the_order_stated():
    content = ListingContent(
        kind="therapist", name="Ada", profession="x", languages=("en", "de"), places=()
    )

    values = content.as_json()

    assert values["languages"] == ["en", "de"]
    assert values["accepting"] is None


def test_every_keyed_field_names_a_vocabulary():
    assert set(KEYED.values()) <= set(NAMES)
