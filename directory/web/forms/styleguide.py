"""Fields of the style guide; nothing is ever sent."""

from __future__ import annotations

from wtforms import Form, StringField


class SampleFields(Form):
    """A field as it comes, and one whose answer was not understood."""

    plain = StringField("Where")
    wrong = StringField("Where", default="Aldr Key")

    @classmethod
    def with_an_error(cls) -> SampleFields:
        """Both fields, the second with its error."""
        fields = cls()
        fields.wrong.errors = ["We don’t know this place. Try a nearby town or a ZIP code."]
        return fields
