"""Building and changing is measured at one size and told against its aims."""

from pathlib import Path

from benchmarks import building
from benchmarks.run import run
from benchmarks.ways import SITE


def test_the_section_tells_the_aims_of_the_index_alone(tmp_path):
    result = run(tmp_path, listings=50, queries=2, mixed=1, ways=[SITE], brief=True)

    section = building.section(result)

    assert section.startswith(building.HEADING)
    assert "50 listings" in section
    assert section.count("\n| ") == 4  # the head and three aims
    assert "200 changed listings are in the answers of another process after" in section


def test_what_is_printed_is_written_where_it_is_wanted(tmp_path, monkeypatch, capsys):
    page, asked = tmp_path / "page.md", []
    monkeypatch.setattr(building, "PAGE", page)
    monkeypatch.setattr(building, "run", lambda *given, **named: asked.append((given, named)))
    monkeypatch.setattr(
        building, "section", lambda _result: f"{building.HEADING}\n\nwhat was found"
    )

    building.main(["--folder", str(tmp_path), "--write"])

    assert asked == [((Path(tmp_path), 100_000), {"queries": 20, "mixed": 1, "ways": [SITE]})]
    assert "what was found" in capsys.readouterr().out
    assert "what was found" in page.read_text()
