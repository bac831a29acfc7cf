"""The forms of the owner's evidence: documents, claims, replies to red flags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import Form, RadioField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from directory.http.checklist_words import item_title
from directory.http.translation import gettext as _
from directory.http.translation import lazy_gettext as _later
from directory.http.translation import ngettext
from directory.listings.documents import items_for_documents
from directory.listings.replies import SENTENCES, SENTENCES_CHOSEN
from directory.listings.reply_rule import OWN_WORDS_LENGTH
from directory.practitioners.vocabulary import LINKS, vocabulary
from directory.vetting.claims import SENTENCE_LENGTH, TITLE_LENGTH
from directory.vetting.plain_text import plain_text
from directory.web.forms.listing_fields import line, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wtforms import Field

    from directory.practitioners.vocabulary import Kind

LICENCE = "licence"
"""What is chosen for a document that speaks for no item of the checklist."""


class DocumentForm(Form):
    """What a document is, and what it speaks for."""

    title = line(
        _later("What is it?"),
        TITLE_LENGTH,
        required=_later("Say what it is, in a few words."),
    )
    item = RadioField(
        _later("What does it show?"),
        validators=[InputRequired(_later("Choose what it shows."))],
    )
    link = SelectField(_later("Is it about one link of the chain?"), validators=[Optional()])

    def __init__(self, fields: Any = None, *, kind: Kind) -> None:
        super().__init__(fields)
        known = [(item.code, item_title(item.code)) for item in items_for_documents(kind)]
        self.item.choices = [
            *(SelectChoice(*pair) for pair in known),
            SelectChoice(LICENCE, _("A licence, nothing else")),
        ]
        labels = vocabulary("region")
        self.link.choices = [
            SelectChoice("", _("No, about the whole work")),
            *(SelectChoice(link, labels.label(link)) for link in LINKS),
        ]

    @property
    def code(self) -> str | None:
        """The checklist's item that was chosen; none for a licence alone."""
        return None if self.item.data == LICENCE else self.item.data


def claims_form(codes: Iterable[str], fields: Any = None, **present: str) -> Form:
    """One sentence for each item that can be claimed.

    Args:
        codes: Of the items.
        fields: What was sent or kept, as a MultiDict; none for what is stated now.
        **present: What is stated now, by code.
    """
    least, most = SENTENCE_LENGTH

    def is_sentence(_form: Form, field: Field) -> None:
        said = len(" ".join(plain_text(field.data or "").split()))
        if 0 < said < least or (said == 0 and field.data):
            raise ValidationError(_("Say a little more: a sentence how you do it."))
        if said > most:
            raise ValidationError(
                ngettext("Keep it to %(num)s letter.", "Keep it to %(num)s letters.", most)
            )

    questions = {code: text(item_title(code), 4 * most) for code in codes}
    form = type("ClaimsForm", (Form,), questions)
    filled: Form = form(fields, data=present)
    for field in filled:
        field.validators = [*field.validators, is_sentence]
    return filled


class ReplyForm(Form):
    """What is answered to a red flag."""

    sentences = SelectMultipleField(
        _later("Sentences"),
        choices=[SelectChoice(key, _later(words)) for key, words in SENTENCES.items()],
    )
    own_words = text(_later("In your own words, if you like"), OWN_WORDS_LENGTH)

    def validate_sentences(self, field: Field) -> None:
        """Refuse none, and more than a reader would read."""
        least, most = SENTENCES_CHOSEN
        if not least <= len(set(field.data or ())) <= most:
            raise ValidationError(
                _("Choose %(least)s to %(most)s sentences.", least=least, most=most)
            )
