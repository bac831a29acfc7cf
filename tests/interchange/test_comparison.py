"""Comparison of two files; tests/cli/test_comparison.py asks for every kind of difference."""

from hypothesis import given
from hypothesis import strategies as st

from directory.interchange.archives import parts_of
from directory.interchange.comparison import Comparison, Difference
from directory.interchange.gathering import scratch
from directory.interchange.nucc import taxonomy
from directory.interchange.tables import open_table
from tests.interchange.nppes_rows import DENTIST, deactivated, make_npi, person, write_file

NPIS = [make_npi() for _ in range(6)]


def in_use(npi):
    return person(npi=npi)


def of_another_trade(npi):
    return person(npi=npi, codes=(DENTIST,))


FILES = st.dictionaries(
    st.sampled_from(NPIS), st.sampled_from([in_use, of_another_trade, deactivated])
)


def compared(folder, older, newer):
    found = []
    with scratch(folder) as connection:
        comparison = Comparison(connection, taxonomy())
        for name, file in (("old.csv", older), ("new.csv", newer)):
            rows = [make(npi) for npi, make in file.items()]
            with open_table(parts_of(write_file(folder / name, rows))[0]) as table:
                if name == "old.csv":
                    list(comparison.read_older(table))
                else:
                    list(comparison.read_newer(table, found.append))
        return {finding.npi: finding.difference for finding in (*found, *comparison.gone())}


@given(older=FILES, newer=FILES)
def test_every_number_is_told_by_its_states_before_and_after(tmp_path, older, newer):
    told = compared(tmp_path, older, newer)

    expected = {
        (None, in_use): Difference.ADDED,
        (of_another_trade, in_use): Difference.ADDED,
        (deactivated, in_use): Difference.REACTIVATED,
        (in_use, deactivated): Difference.DEACTIVATED,
        (in_use, of_another_trade): Difference.LEFT,
        (in_use, None): Difference.GONE,
    }
    pairs = {npi: (older.get(npi), newer.get(npi)) for npi in NPIS}
    assert told == {npi: expected[pair] for npi, pair in pairs.items() if pair in expected}


@given(cell=st.binary(max_size=12).filter(lambda text: b'"' not in text))
def test_no_bytes_in_a_number_or_a_name_stop_it(tmp_path, cell):
    path = write_file(tmp_path / "odd.csv", [deactivated("@"), person(npi=NPIS[0], last="@")])
    path.write_bytes(path.read_bytes().replace(b"@", cell))
    found = []
    with scratch(tmp_path) as connection:
        comparison = Comparison(connection, taxonomy())
        for read in (
            comparison.read_older,
            lambda table: comparison.read_newer(table, found.append),
        ):
            with open_table(parts_of(path)[0]) as table:
                list(read(table))

        assert [*found, *comparison.gone()] == []
