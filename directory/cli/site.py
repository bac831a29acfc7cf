"""What the commands say when the site's settings cannot be used."""

from __future__ import annotations

import click

from directory.config import SettingInvalid, Settings


def read_settings() -> Settings:
    """Read the settings from the environment, or end the command with what is wrong with them."""
    try:
        return Settings.from_env()
    except SettingInvalid as invalid:
        raise click.ClickException(str(invalid)) from invalid
