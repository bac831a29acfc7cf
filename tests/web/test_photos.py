"""Photos that visitors see: of public listings alone, kept by browsers, named on every card."""

import pytest

from directory.files.checking import checked_photo
from directory.files.keeping import keep_file, photos_folder
from tests.factories import make_practitioner
from tests.files.test_checking import picture


@pytest.fixture
def kept(settings):
    return keep_file(photos_folder(settings.var), picture(), checked_photo)


@pytest.fixture
def practitioner(session, listed, kept):
    made = make_practitioner(session, name="Ada Alder", slug="ada", photo=kept.path.name)
    listed()
    return made


@pytest.mark.usefixtures("practitioner")
def test_the_photo_of_a_public_listing_is_served_as_it_is_kept(client, kept):
    answer = client.get("/practitioners/ada/photo")

    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.data == kept.path.read_bytes()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.usefixtures("practitioner")
def test_who_has_it_already_need_not_load_it_again(client, kept):
    first = client.get("/practitioners/ada/photo")

    again = client.get("/practitioners/ada/photo", headers={"If-None-Match": first.headers["ETag"]})

    assert kept.path.stem in first.headers["ETag"]
    assert (again.status_code, again.data) == (304, b"")
    assert "public" in first.headers["Cache-Control"]
    assert "max-age=3600" in first.headers["Cache-Control"]


@pytest.mark.parametrize("status", ["pending", "hidden"])
def test_a_listing_that_is_not_public_shows_no_photo(client, session, kept, status):
    make_practitioner(
        session, slug="ada", status=status, hidden_reason="Asked for.", photo=kept.path.name
    )
    session.commit()

    assert client.get("/practitioners/ada/photo").status_code == 404


@pytest.mark.parametrize("photo", [None, "gone.jpg", "../../site.sqlite"])
def test_without_a_file_there_is_no_photo(client, session, photo):
    make_practitioner(session, slug="ada", photo=photo)
    session.commit()

    assert client.get("/practitioners/ada/photo").status_code == 404
    assert client.get("/practitioners/nobody/photo").status_code == 404


@pytest.mark.usefixtures("practitioner")
def test_profile_and_card_show_it_under_the_name(client, kept):
    mark = f'src="/practitioners/ada/photo?v={kept.path.name[:8]}" alt="Ada Alder"'

    assert mark in client.get("/practitioners/ada").text
    assert mark in client.get("/search").text


def test_without_a_photo_nothing_stands_there(client, session, listed):
    make_practitioner(session, slug="ada")
    listed()

    assert 'class="photo' not in client.get("/practitioners/ada").text
    assert 'class="photo' not in client.get("/search").text
