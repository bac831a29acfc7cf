"""All ways to answer that are measured, this site first, and how much is asked of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.asked import MIXED, OWN
from benchmarks.embedded import Embedded
from benchmarks.peers.datasette_http import DatasetteHttp
from benchmarks.peers.numpy_limit import NumpyLimit
from benchmarks.peers.sqlite_fts import SqliteFts
from benchmarks.peers.stock_whoosh import StockWhoosh
from benchmarks.peers.tantivy_text import TantivyText

if TYPE_CHECKING:
    from benchmarks.asked import Question
    from benchmarks.peers.answer import Way

SITE, LIMIT, SQLITE, TANTIVY = "site", "limit", "sqlite", "tantivy"


class Asking(NamedTuple):
    """What is done with a way.

    Attributes:
        way: Builds and answers.
        rounds: How often each warm answer is timed.
        share: One in this many of the questions is asked, but for the query log.
        most: Listings above which it is left out; 0 for never.
        without: Kinds of questions that it does not answer.
        served_from: The way whose index it answers from; empty for its own.
        exact: Whether its ten best must be this site's, in their order.
    """

    way: type[Way]
    rounds: int = 1
    share: int = 1
    most: int = 0
    without: frozenset[str] = frozenset({OWN})
    served_from: str = ""
    exact: bool = False

    def of(self, asked: dict[str, list[Question]]) -> dict[str, list[Question]]:
        """The questions for it, of all kinds."""
        return {
            kind: questions[: max(1, len(questions) // (1 if kind == MIXED else self.share))]
            for kind, questions in asked.items()
            if kind not in self.without
        }


WAYS = {
    SITE: Asking(Embedded, rounds=5, without=frozenset(), exact=True),
    LIMIT: Asking(NumpyLimit, rounds=5, without=frozenset(), exact=True),
    TANTIVY: Asking(TantivyText, rounds=5, without=frozenset()),
    SQLITE: Asking(SqliteFts, share=2),
    "datasette": Asking(DatasetteHttp, share=2, served_from=SQLITE),
    "whoosh": Asking(StockWhoosh, share=20, most=100_000, without=frozenset({OWN, MIXED})),
}
