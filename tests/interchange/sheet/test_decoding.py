"""Encodings and separators are told apart by what a file holds."""

import io

import pytest

from directory.interchange.sheet.decoding import WESTERN, SheetUnusable, delimiter_of, survey
from tests.interchange.sheet.sheets import read, table

ACCENTS = "Zoë Müller née Garçon,therapist,Orléans,FR"
DON_T = "Don’t Panic – Ltd,therapist,Denver,US"


def encoding_of(content):
    return survey(io.BytesIO(content)).encoding


def name_in(content):
    return read(content)[0][0].person.name


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac-roman"],
)
def test_accents_are_read_whatever_the_encoding(encoding):
    assert name_in(table(ACCENTS).encode(encoding)) == "Zoë Müller née Garçon"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_typographic_signs_are_no_accents(encoding):
    assert name_in(table(DON_T).encode(encoding)) == "Don’t Panic – Ltd"


def test_a_stray_byte_in_utf_8_is_read_as_windows_would():
    content = table(ACCENTS, ACCENTS).encode() + "José,therapist,Denver,US\n".encode("cp1252")

    assert read(content)[0][-1].person.name == "José"
    assert name_in(content) == "Zoë Müller née Garçon"


def test_a_character_across_two_reads_is_still_utf_8():
    content = b"x" * 4_095 + "é".encode()

    assert encoding_of(content) == "utf-8"


def test_plain_ascii_is_utf_8():
    assert encoding_of(b"name,kind\n") == "utf-8"


def test_a_few_zeros_do_not_make_a_text_binary():
    assert encoding_of(b"name,kind\n" + b"Ada\x00,therapist\n" * 5) == "utf-8"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"PK\x03\x04rest", "zip"),
        (b"\xd0\xcf\x11\xe0rest", "workbook"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x00\x00\x01" * 20, "not a text"),
    ],
)
def test_what_is_no_text_is_refused_by_its_name(content, what):
    with pytest.raises(SheetUnusable, match=what):
        survey(io.BytesIO(content))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_parts_our_headings(sign):
    header = sign.join(["name", "kind", "a,b;c|d\te"])

    assert delimiter_of(header) == (sign, False)


def test_a_quoted_header_has_its_separator_too():
    assert delimiter_of('"name";"kind";"city"\n') == (";", False)


def test_a_first_line_may_say_the_separator():
    assert delimiter_of("sep=|\nname|kind") == ("|", True)


def test_a_header_that_cannot_be_read_has_the_usual_separator():
    assert delimiter_of('"' + "x" * 200_000)[0] == ","
    assert delimiter_of("")[0] == ","


def test_only_reading_reads_as_windows_would():
    with pytest.raises(UnicodeEncodeError):
        "é".encode("ascii", WESTERN)
