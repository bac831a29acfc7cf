"""What the directory says about everybody, to compare one import with another."""

from sqlalchemy import select

from directory.practitioners.models import Fact, Licence, Location, Practitioner, Term


def contents(session):
    """What the directory says about everybody, without ids and times."""
    session.rollback()

    def rows(model, *columns):
        chosen = [getattr(model, column) for column in columns]
        joined = select(Practitioner.npi, *chosen)
        if model is not Practitioner:
            joined = joined.join(Practitioner, Practitioner.id == model.practitioner_id)
        return sorted(map(repr, session.execute(joined)))

    return (
        rows(Practitioner, "slug", "name", "status", "version", "other_names", "hidden_reason"),
        rows(Location, "street", "city", "postal_code", "position", "phone", "latitude"),
        rows(Term, "vocabulary", "key", "position"),
        rows(Licence, "title", "number", "region_code"),
        rows(Fact, "field", "source"),
    )
