"""Flask-Babel's functions with their types, for everything that puts words before people.

Outside a request, as in a command, they speak the default language.
"""

from __future__ import annotations

from gettext import NullTranslations
from typing import TYPE_CHECKING, Any, cast

import flask_babel
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from flask import g
from flask_babel.speaklater import LazyString

if TYPE_CHECKING:
    from datetime import date

DEFAULT_LANGUAGE = "en"

_UNTRANSLATED = NullTranslations()


def catalogue() -> NullTranslations:
    """The texts in the reader's language, which stays the same for a request.

    Flask-Babel works out who reads for every single text, and a page has hundreds.
    """
    if not g:
        return _UNTRANSLATED
    try:
        found: NullTranslations = g.catalogue
    except AttributeError:
        found = g.catalogue = flask_babel.get_translations()
    return found


def gettext(message: str, **values: Any) -> str:
    """Translate a text and fill in its %(name)s places."""
    text = catalogue().gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """Translate a text that depends on a number, which fills its %(num)s place."""
    return catalogue().ngettext(one, many, num) % {"num": num, **values}


def lazy_gettext(message: str) -> str:
    """Mark a text to be translated when it is shown; wrap it in `str` there."""
    return cast("str", LazyString(gettext, message))


def date_text(day: date) -> str:
    """Write a date as the reader's language does: "Mar 4, 2026"."""
    return str(format_date(day, "medium", locale=_locale()))


def number_text(number: float) -> str:
    """Write a number as the reader's language does: "1,234.5"."""
    return str(format_decimal(number, locale=_locale()))


def _locale() -> Locale:
    return flask_babel.get_locale() or Locale(DEFAULT_LANGUAGE)
