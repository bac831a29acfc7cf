"""docs/benchmarks.md: what is measured and how, then the sections of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.plot import drawing
from benchmarks.report import PAGE, plot_path
from benchmarks.sections import put_beginning, put_section

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.result import Result

BEGINNING = """\
# Benchmarks

How quick the embedded search is, next to other ways to do the same, all measured in one run.

    make bench          # the short run: 50,000 listings, and building 100,000; ten minutes at most
    make bench-full     # the long run: 500,000 listings (LISTINGS=1000000 changes it)

Both write this page and its plots. Listings are made up around forty cities, the same for a seed,
four in ten as sparse as a register's rows. Indexes are kept under `var/bench` as long as nothing
they were made from has changed, so a second run builds none. `python -m benchmarks --help` tells
what else can be chosen: the size, how many questions, which ways.

| question | what it asks |
|---|---|
| main | "gait analysis knee pain" with the site's synonyms, within 40 km of a city |
| main, silent ones too | the same and, behind the matches, fitting professions that state no methods |
| nearby | no text, within 40 km |
| wide | the main text within 1,500 km |
| filters | the main question with kind, two professions, two payers, two languages, video, accepting and a price ceiling; those who do not state a fact stay in |
| phrase | "manual therapy" in quotation marks, which is required, and knee pain |
| typo | the main text with a letter wrong, each time another one: this site's time has the repair in it, the others are given the repaired words |
| mixed log | a few hundred different questions: lay and trade words drawn by Zipf's law from all the synonyms, one in eight without words; cities, six radii, filters, four orders |

Every answer is the exact total, the ten best and the counts of all twelve facets. Each way has
processes of its own: one builds, one answers. A warm answer is one to a question that was asked
before; a misspelt text has not been typed before, but its words have been asked. "For the first
time" is the mixed log put to a process that has just opened the index. The first answer is the main
question in a process that has done nothing else, over a fresh copy of the index as building it left
it, opening included; the files are in the system's cache.

| way | what it is |
|---|---|
| this site | the embedded engine |
| the NumPy limit | one program that holds everything in arrays and does this site's work, to the same ten in the same order, and nothing else: no files, no changes, no segments |
| tantivy + exact blend | tantivy (Rust) finds and scores the text among the blocks of the grid that the circle touches, fed the site's own terms; distance, filters, blend and facets are those of the NumPy limit |
| SQLite FTS5 + cell column | one statement: grid cells in an index, distances in SQL, FTS5 with bm25() |
| Datasette over HTTP | the same statement over the same file, asked on 127.0.0.1 over one connection that is kept alive |
| Whoosh as documented | its parser, a box as filter, BM25F, everything else from stored fields; one in twenty of the questions, and only up to 100,000 listings, because it takes seconds for an answer |

What is equal: the listings, the terms their texts are cut into, the synonyms, the fields' weights,
the circle, the filters. So the totals must be equal too, and a run fails before any time counts
when they are not; the NumPy limit must give the same ten in the same order as well. What is not
equal: tantivy, SQLite and Whoosh score text with their own BM25 (each phrase apart, where the site
adds up a group), so their order of hits differs; SQLite and Whoosh count facets over the hits only,
where the site leaves out each facet's own filter; those two and Datasette do not put those who lack
a fact behind the others. All of that spares them work. SQLite is asked as its name says, by a column
of cells: when it was given the grid's blocks as words of its text index and rows in the order of the
curve besides, as tantivy has the first and this site the second, it answered in .5 to .8 of these
times (12,000 and 25,000 listings). Building takes in reading the listings from a
file. Changes are eight rounds of 200, far fewer than the fifth of all listings from which on everything is
sorted anew: that takes as long as building, and the next change waits for it, while searches don't.
Datasette's opening has the start of an interpreter in it. Memory is what processes have in use with the pages of files they map; while a way builds,
those of all its processes together.

What is not met, and why. Each question of the log for the first time in a process has to look its
words up and check them; that is a twelfth of SQLite's time, not a thirtieth, and the table says so.
A page takes some 20 ms more than finding what it shows, where 5 were aimed at: ten cards and a hundred
and fifty links of filters are some 100,000 calls of Python, half of them in templates. Tried, and kept:
rows instead of objects for evidence, quoting each value once, looking at texts only for synonyms that
stand there, labels kept for each language, listings looked up by id. Caching whole pages would help,
and was left alone: no two visitors stand at the same place with the same limits.
"""


def write(text: str, result: Result, *, full: bool) -> list[Path]:
    """Write a run's section and its plot; gives the files written."""
    plot = plot_path(full=full)
    plot.write_text(drawing(result), encoding="utf-8")
    put_beginning(PAGE, BEGINNING)
    put_section(PAGE, text)
    return [PAGE, plot]
