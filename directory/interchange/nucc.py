"""Codes of the NUCC provider taxonomy that the directory lists, with labels of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from directory.config import ROOT
from directory.practitioners.vocabulary import Kind, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = ROOT / "seed_data" / "nucc.json"


@dataclass(frozen=True, slots=True)
class Taxon:
    """What one code says about its holder.

    Attributes:
        code: Ten characters, the last an X.
        profession: Key of the `profession` vocabulary.
        title: The profession's label, which also names a licence held under the code.
        specialty: Our own label of the narrower field, or nothing.
        kind: The kind of practitioner.
        organisation: Whether only organisations hold the code.
    """

    code: str
    profession: str
    title: str
    specialty: str
    kind: Kind
    organisation: bool


@cache
def taxonomy() -> Mapping[str, Taxon]:
    """All codes listed, by code; what is not here is not relevant."""
    professions = vocabulary("profession")
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    taxa = (
        Taxon(
            code=row["code"],
            profession=row["profession"],
            title=professions[row["profession"]].label,
            specialty=row["specialty"] or "",
            kind=Kind(row["kind"]),
            organisation=row["organisation"],
        )
        for row in rows
    )
    return MappingProxyType({taxon.code: taxon for taxon in taxa})
