"""What `directory import nppes` says about a run when it has ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from directory.interchange.models import ImportRun

LINES = {
    "rows": "rows read",
    "irrelevant": "  of other professions, skipped",
    "left": "    listings hidden: no listed profession any more",
    "deactivated": "  with a deactivated NPI",
    "hidden": "    listings hidden for it",
    "relevant": "  of listed professions",
    "added": "    added as unclaimed listings",
    "updated": "    updated",
    "restored": "    shown again: the registry's reason to hide them is gone",
    "unchanged": "    unchanged",
    "older": "    older than what is known, left alone",
    "repeated": "    given before in this file, with no newer date; left alone",
    "of_listings": "  about listings of the directory",
    "of_others": "  about others, skipped",
    "places_renewed": "listings whose further places changed",
    "places_added": "  places added",
    "places_changed": "  places changed",
    "places_removed": "  places taken out",
    "places_unchanged": "listings whose further places are the same",
    "places_left_alone": "listings kept by their owners or hidden, left alone",
    "names_renewed": "listings that got further names",
    "names_unchanged": "listings whose names are known",
    "names_left_alone": "listings kept by their owners, hidden or of a person, left alone",
    "already_hidden": "listings hidden before for the same reason",
    "hidden_too": "listings hidden by a moderator; the registry's reason was added",
    "claimed_same": "listings claimed by their owners, saying the same",
    "claimed_differs": "listings claimed by their owners, saying something else; left alone",
    "shown_despite": "listings a moderator shows although their NPI was deactivated",
    "differences_opened": "differences laid before moderators, one case for each listing",
    "differences_renewed": "  cases that wait already, now with what this file says",
    "differences_waited": "  cases that wait already and say the same",
    "differences_settled": "  cases closed: the registry says the same by now",
    "differences_judged": "  differences a moderator has judged before, not raised again",
    "differences_no_room": "  left for a later file: enough such cases wait already",
    "held": "listings hidden by a moderator, left hidden",
    "suppressed": "left out because their holders asked for it",
    "rejected": "rejected",
    "unreadable": "  not readable as CSV",
    "wrong_width": "  with too few or too many columns",
    "bad_npi": "  with a malformed NPI",
    "unknown_entity": "  neither person nor organisation",
    "no_name": "  without a name",
    "no_address": "  without a practice address",
    "clinic_code_on_person": "  persons with only a clinic's code",
    "zip_state_conflict": "taken in with ZIP code and state in conflict",
    "place_unknown": "taken in without coordinates",
    "home_unplaced": "taken in without coordinates: maybe a home in an unknown town",
    "phone_dropped": "taken in without their malformed phone number",
    "duplicate": "NPIs given twice; the latest dated row counts",
}
"""What the summary calls each count, in the order shown."""

_ALWAYS_SHOWN = frozenset({"rows", "rejected"})
_SHOWN_OF_PROVIDERS = frozenset({"irrelevant", "relevant", "added", "updated", "unchanged"})


def print_summary(run: ImportRun, var: Path) -> None:
    """Print a run's counts and where its rejects file is."""
    click.echo(f"Import {run.id} of {run.file_name}: {run.status}")
    table = Table(show_header=False, box=None)
    table.add_column()
    table.add_column(justify="right")
    shown = _ALWAYS_SHOWN
    if "of_others" not in run.counts:
        shown |= _SHOWN_OF_PROVIDERS
    for key, label in LINES.items():
        count = run.counts.get(key, 0)
        if count or key in shown:
            table.add_row(label, f"{count:,}")
    Console(width=100).print(table)
    if run.rejects_path:
        click.echo(f"Rejected and odd rows, with reasons: {var / run.rejects_path}")
