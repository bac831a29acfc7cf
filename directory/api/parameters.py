"""The forms that query parameters take: words without control characters, lists, yes and no."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from directory.http.facets import facet_keys
from directory.search.query import STATABLE

MAX_KEYS = 50
"""Most keys in one list."""

PREFIX = "/api/v1"

SPECIFICATION = f"{PREFIX}/openapi.json"
"""Where clients find the keys that a parameter takes."""

YES = ("yes", "true", "1", "on")
NO = ("no", "false", "0", "off")


PLAIN = r"^[^\x00-\x1f\x7f-\x9f]*$"
"""Text without control characters (Unicode category Cc), as JSON Schema says it."""


COUNTRY_CODE = r"^[A-Za-z]{2}$"


def plain(text: Any) -> Any:
    """Take text without control characters (Unicode category Cc). Pure.

    Raises:
        ValueError: It holds one.
    """
    if isinstance(text, str) and any(unicodedata.category(sign) == "Cc" for sign in text):
        message = "must not hold control characters"
        raise ValueError(message)
    return text


def split(value: Any) -> Any:
    """Cut a comma-separated list into its parts, each once, in order. Pure.

    Raises:
        ValueError: The list is too long, or names nothing between two commas.
    """
    if not isinstance(value, str):
        return value
    if not value:
        return ()
    written = [part.strip() for part in value.split(",")]
    if len(written) > MAX_KEYS:
        message = f"must not name more than {MAX_KEYS} keys"
        raise ValueError(message)
    if "" in written:
        message = "has a comma without a key"
        raise ValueError(message)
    return tuple(dict.fromkeys(written))


def yes_or_no(value: Any) -> Any:
    """Read a yes or no in its usual spellings. Pure."""
    word = value.strip().lower() if isinstance(value, str) else value
    return "yes" if word in YES else "no" if word in NO else word


def country_code(code: Any) -> Any:
    """Read a country's ISO 3166-1 alpha-2 code in any case. Pure.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(code, str):
        return code
    if not re.fullmatch(COUNTRY_CODE, code):
        message = "must be the ISO 3166-1 code of a country, two letters like US"
        raise ValueError(message)
    return code.upper()


def allowed_keys(parameter: str) -> tuple[str, ...]:
    """The keys that a list parameter takes. Pure."""
    return STATABLE if parameter == "stated" else facet_keys(parameter)


def known(keys: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    """Take a list whose keys its parameter knows. Pure.

    Raises:
        ValueError: It has others.
    """
    name = info.field_name or ""
    unknown = [plain(key)[:40] for key in keys if key not in allowed_keys(name)]
    if unknown:
        message = (
            f"does not take {', '.join(unknown[:3])}; "
            f"the keys of {name} are listed in {SPECIFICATION}"
        )
        raise ValueError(message)
    return keys


Text = Annotated[str, BeforeValidator(plain), Field(json_schema_extra={"pattern": PLAIN})]
"""Words as somebody types them; the space around them is taken off."""

CountryCode = Annotated[
    str | None,
    BeforeValidator(country_code),
    WithJsonSchema({"type": "string", "pattern": COUNTRY_CODE}),
]
"""A country, or `None` where it is not said."""

Keys = Annotated[tuple[str, ...], BeforeValidator(split), AfterValidator(known)]
"""A comma-separated list of keys that the parameter of that name takes."""


class Query(BaseModel):
    """The parameters of a resource: those named and no others; one without a value is left out."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def leave_out_empty(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Treat `near=` as if it were not there, as forms send it."""
        return {name: value for name, value in values.items() if value != ""}
