"""The words of the vocabularies and synonyms lead to one thing each; the NUCC map is whole."""

import json
import re
from collections import Counter, defaultdict

import pytest

from directory.config import ROOT
from directory.practitioners.vocabulary import Kind, vocabulary
from directory.search.lexicon import content_words
from directory.search.query import TEXT_FIELDS
from directory.search.thesaurus import lexicon
from directory.search.wording import is_filler

SYNONYMS = json.loads((ROOT / "seed_data" / "synonyms.json").read_text(encoding="utf-8"))
EQUALS = [row for row in SYNONYMS if "from" not in row and "weight" not in row]
KINDS = {
    "anatomy",
    "injury",
    "method",
    "profession",
    "payment",
    "running",
    "care",
    "language",
}
NUCC = json.loads((ROOT / "seed_data" / "nucc.json").read_text(encoding="utf-8"))
NUCC_CODES = [
    "225100000X",
    "2251S0007X",
    "2251X0800X",
    "225200000X",
    "225X00000X",
    "225XP0019X",
    "225700000X",
    "163WM1400X",
    "111N00000X",
    "111NS0005X",
    "111NR0400X",
    "111NX0800X",
    "2255A2300X",
    "204D00000X",
    "204C00000X",
    "224Y00000X",
    "226300000X",
    "207QS0010X",
    "207RS0010X",
    "2081S0010X",
    "207XX0005X",
    "207PS0010X",
    "208100000X",
    "213ES0000X",
    "171100000X",
    "225400000X",
    "261QP2000X",
    "261QR0400X",
    "171400000X",
]
SEARCHED = ("profession", "modality", "condition", "region", "method", "stage")

ONE_PHRASE_FOR_TWO = {frozenset({"osteopath", "osteopathic_physician"})}
"""Entries that people ask for in the same words."""


def folded(phrase):
    return lexicon().key_of(phrase)


@pytest.mark.parametrize("name", SEARCHED)
def test_no_two_entries_of_a_vocabulary_are_said_in_the_same_words(name):
    said = defaultdict(set)
    for entry in vocabulary(name):
        for phrase in (entry.label, *entry.also):
            said[folded(phrase)].add(entry.key)

    assert {phrase: keys for phrase, keys in said.items() if len(keys) > 1} == {}
    assert () not in said


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("profession", 30),
        ("modality", 30),
        ("condition", 30),
        ("method", 12),
        ("language", 40),
        ("payer", 50),
    ],
)
def test_vocabularies_are_rich(name, least):
    assert len(vocabulary(name).entries) >= least


@pytest.mark.parametrize("name", ["modality", "condition", "method"])
def test_every_craft_word_names_whom_to_ask_and_other_words(name):
    assert [e.key for e in vocabulary(name) if not e.professions or not e.also] == []


def test_professions_that_are_asked_belong_to_a_kind_that_does_it():
    kinds_of = {entry.key: set(entry.kinds) for entry in vocabulary("profession")}

    strangers = [
        (name, entry.key, profession)
        for name in ("modality", "condition", "method")
        for entry in vocabulary(name)
        for profession in entry.professions
        if not kinds_of[profession] & set(entry.kinds)
    ]

    assert strangers == []


def test_payers_are_of_a_known_type_and_say_where():
    assert {entry.group for entry in vocabulary("payer")} == {"insurer", "hmo", "public"}
    assert all(entry.note for entry in vocabulary("payer"))


def test_there_are_many_synonyms_and_each_row_says_what_it_is_and_where_from():
    assert len(SYNONYMS) >= 150
    assert {row["kind"] for row in SYNONYMS} == KINDS
    assert all(row["source"] for row in SYNONYMS)
    for row in SYNONYMS:
        assert set(row) <= {"kind", "source", "terms", "from", "weight", "fields", "note"}
        assert row.get("from") or len(row["terms"]) > 1


def test_weights_are_of_near_rows_and_descriptions():
    assert all(0.3 <= row.get("weight", 0.6) <= 0.9 for row in SYNONYMS)
    assert [row["terms"] for row in SYNONYMS if "from" in row and "weight" not in row] == []


def test_limited_terms_stand_in_their_row_and_count_somewhere():
    for row in SYNONYMS:
        for term, fields in row.get("fields", {}).items():
            assert term in row["terms"]
            assert fields
            assert set(fields) < set(TEXT_FIELDS)


def test_no_phrase_stands_in_two_rows_of_equals_nor_twice_in_one():
    phrases = Counter(folded(term) for row in EQUALS for term in row["terms"])

    assert [phrase for phrase, times in phrases.items() if times > 1] == []
    assert () not in phrases


def test_no_row_is_written_twice():
    rows = Counter((frozenset(row["terms"]), frozenset(row.get("from", ()))) for row in SYNONYMS)

    assert [row for row, times in rows.items() if times > 1] == []


def test_descriptions_are_distinct_and_lead_to_terms_that_are_explained():
    explained = {folded(term) for row in EQUALS for term in row["terms"]} | {
        folded(phrase)
        for name in (*SEARCHED, "payer")
        for entry in vocabulary(name)
        for phrase in (entry.label, *entry.also)
    }
    for row in SYNONYMS:
        lay = [folded(phrase) for phrase in row.get("from", ())]
        assert len(set(lay)) == len(lay)
        assert () not in lay
        if lay:
            assert [t for t in row["terms"] if folded(t) not in explained] == []


def test_no_filler_is_a_phrase_of_its_own_but_an_age():
    phrases = [phrase for row in SYNONYMS for phrase in (*row["terms"], *row.get("from", ()))]

    alone = [content_words(phrase) for phrase in phrases if len(content_words(phrase)) == 1]
    assert [word for (word,) in alone if is_filler(word)] == ["50"]


def test_synonyms_are_lower_case_and_trimmed():
    terms = [term for row in SYNONYMS for term in (*row["terms"], *row.get("from", ()))]

    assert [t for t in terms if t != t.lower() or t != re.sub(r"\s+", " ", t).strip()] == []


def test_no_synonym_group_makes_two_entries_of_a_vocabulary_equal():
    own = defaultdict(set)
    for name in SEARCHED:
        for entry in vocabulary(name):
            for phrase in (entry.label, *entry.also):
                own[folded(phrase)].add((name, entry.key))

    joined = set()
    for row in EQUALS:
        by_name = defaultdict(set)
        for term in row["terms"]:
            for name, key in own[folded(term)]:
                by_name[name].add(key)
        joined |= {frozenset(keys) for keys in by_name.values() if len(keys) > 1}

    assert joined == ONE_PHRASE_FOR_TWO


@pytest.mark.parametrize(
    ("lay", "trade"),
    [
        ("pt", "physiotherapist"),
        ("physio", "physical therapist"),
        ("art", "active release"),
        ("pfp", "runner's knee"),
        ("itb", "iliotibial band"),
        ("glutes", "gluteal"),
        ("foam rolling", "myofascial release"),
        ("gait analysis", "form analysis"),
        ("running analysis", "gait analysis"),
        ("hmo", "health maintenance organization"),
        ("osteopath", "omm"),
    ],
)
def test_lay_words_meet_trade_words(lay, trade):
    rows = [row for row in SYNONYMS if "from" not in row and row.get("weight", 1) >= 0.9]
    groups = [{folded(term) for term in row["terms"]} for row in rows]

    assert any({folded(lay), folded(trade)} <= group for group in groups)


def test_the_nucc_map_has_exactly_the_codes_that_matter():
    assert sorted(row["code"] for row in NUCC) == sorted(NUCC_CODES)


def test_the_nucc_map_leads_to_professions_of_the_right_kind():
    professions = vocabulary("profession")

    assert all(Kind(row["kind"]) in professions[row["profession"]].kinds for row in NUCC)
    assert {row["code"] for row in NUCC if row["organisation"]} == {"261QP2000X", "261QR0400X"}
