"""Clears the folders of uploads of files that no listing needs any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.db import utc_now
from directory.files.keeping import documents_folder, photos_folder, sweep
from directory.listings.models import ListingFile
from directory.listings.photos import named_photos
from directory.listings.undoing_photos import photos_to_come_back

if TYPE_CHECKING:
    from datetime import timedelta
    from pathlib import Path

    from sqlalchemy.orm import Session


def sweep_files(session: Session, var: Path, older_than: timedelta) -> int:
    """Delete documents and photos that nothing names any more, or that never came to be named.

    Args:
        session: The open session; it only reads.
        var: Of the site; there need not be any uploads in it.
        older_than: Younger files are spared, since their transaction may still be under way.

    Returns:
        How many were deleted.
    """
    named = session.scalars(select(ListingFile.file_name).where(ListingFile.file_name.is_not(None)))
    documents = {name for name in named if name}
    photos = photos_to_come_back(session, utc_now()) | named_photos(session)
    return sweep(documents_folder(var), documents, older_than) + sweep(
        photos_folder(var), photos, older_than
    )
