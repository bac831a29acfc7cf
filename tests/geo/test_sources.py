"""Sources: wheel and dump tell the same rows, and a broken file is named."""

import gzip
import io
import json
import zipfile

import pytest

from directory.geo.sources import (
    POSTAL_MEMBER,
    TOWNS_MEMBER,
    PostalRow,
    SourceUnreadable,
    TownRow,
    postal_rows,
    size_of,
    town_rows,
)

LANCASTER = PostalRow("US", "93535", "Lancaster", "California", 34.7131, -117.8783, 4)
MUNICH = TownRow("DE", "02", "Munich", ["München", "{Minga}"], 48.13743, 11.57549, 1505005)


@pytest.fixture
def postal_wheel(tmp_path):
    rows = [
        {
            "country_code": country,
            "postal_code": "93535",
            "city": "Lancaster",
            "state": "California",
            "latitude": 34.7131,
            "longitude": -117.8783,
            "accuracy": 4.0,
            "source": "allCountries",
        }
        for country in ("MX", "US")
    ]
    lines = "\n".join(json.dumps(row) for row in rows).encode()
    return wheel(tmp_path / "postal.whl", POSTAL_MEMBER, gzip.compress(lines))


def wheel(path, member, content):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, content)
    return path


def towns_wheel(path, count=1):
    row = {
        "geonameid": 1,
        "name": MUNICH.name,
        "latitude": MUNICH.latitude,
        "longitude": MUNICH.longitude,
        "countrycode": "DE",
        "population": MUNICH.population,
        "timezone": "Europe/Berlin",
        "admin1code": "02",
        "alternatenames": [*MUNICH.other_names, ""],
    }
    rows = {str(number): row for number in range(count)} | {"x": {**row, "countrycode": "MX"}}
    return wheel(path, TOWNS_MEMBER, json.dumps(rows))


def test_postal_codes_of_the_countries_wanted_are_read_from_a_wheel(postal_wheel):
    assert list(postal_rows(postal_wheel, {"US"}, lambda _: None)) == [LANCASTER]


def test_towns_are_read_from_a_wheel_over_the_borders_of_chunks(tmp_path):
    count = 9_000  # more than a megabyte
    path, read = towns_wheel(tmp_path / "towns.whl", count), []

    rows = list(town_rows(path, {"DE"}, read.append))

    assert rows == [MUNICH] * count
    assert sum(read) == size_of(path) - 1
    assert len(read) > 1


@pytest.mark.parametrize("packed", [False, True])
def test_postal_codes_are_read_from_a_dump(tmp_path, packed):
    line = "US\t93535\tLancaster\tCalifornia\tCA\t\t\t\t\t34.7131\t-117.8783\t4\n"
    path = dump(tmp_path, "allCountries", line + line.replace("US", "MX"), packed=packed)

    assert list(postal_rows(path, {"US"}, lambda _: None)) == [LANCASTER]
    assert size_of(path) == path.stat().st_size


@pytest.mark.parametrize("packed", [False, True])
def test_towns_are_read_from_a_dump(tmp_path, packed):
    cells = ["1", "Munich", "Munich", "München,{Minga}", "48.13743", "11.57549", "P", "PPLA", "DE"]
    line = "\t".join([*cells, "", "02", "", "", "", "1505005", "", "524", "", ""]) + "\n"
    path = dump(tmp_path, "cities1000", line, packed=packed)

    assert list(town_rows(path, {"DE"}, lambda _: None)) == [MUNICH]


def dump(folder, name, text, *, packed):
    path = folder / f"{name}.{'zip' if packed else 'txt'}"
    if packed:
        return wheel(path, f"{name}.txt", text.encode())
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.whl", None),
        ("empty.whl", b""),
        ("text.txt", b"US\tfew\tcells\n"),
        ("words.txt", b"\t".join([b"US"] * 12) + b"\n"),
        ("bytes.txt", b"\xff\xfe\n"),
    ],
)
def test_a_file_of_another_form_is_named(tmp_path, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SourceUnreadable, match=name):
        list(postal_rows(path, {"US"}, lambda _: None))


def test_a_wheel_that_breaks_off_is_named(tmp_path):
    path = wheel(tmp_path / "towns.whl", TOWNS_MEMBER, '{"1": {"name": "Mun')

    with pytest.raises(SourceUnreadable, match="ends in the middle"):
        list(town_rows(path, {"DE"}, lambda _: None))


def test_a_wheel_without_place_data_has_no_size(tmp_path):
    path = wheel(tmp_path / "other.whl", "other/data.json", io.BytesIO(b"{}").read())

    with pytest.raises(SourceUnreadable, match="other"):
        size_of(path)
