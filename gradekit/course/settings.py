"""`course.toml`: what holds for the whole course."""

from __future__ import annotations

import zoneinfo
from datetime import datetime
from pathlib import Path

import msgspec

from gradekit.course.rules import Attempts, Late, Rules
from gradekit.documents.words import languages
from gradekit.errors import OperatorError
from gradekit.model.conventions import USUAL, Conventions
from gradekit.model.filed import located, read_toml
from gradekit.model.nearest import nearest

NAME = "course.toml"
FORMAT = 1


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The settings of a course."""

    format: int = FORMAT
    title: str
    time_zone: str = "UTC"
    """A name of the IANA data base, such as `Europe/Berlin`; dates without an offset are of this zone."""
    language: str = "en"
    secret: str = "secret.key"
    """The file of the secret key, from the course folder on."""
    fonts: tuple[str, ...] = ()
    """Folders of fonts for PDF, from the course folder on: for letters that those of gradekit have not."""
    anonymous: bool = False
    """Whether those who mark see codes instead of names until they are revealed."""
    conventions: Conventions = USUAL
    policy: Rules = Rules()
    attempts: Attempts = Attempts()
    late: Late = Late()

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone."""
        return zoneinfo.ZoneInfo(self.time_zone)

    def moment(self, told: datetime) -> datetime:
        """The moment that a date of a file means: without an offset it is of the time zone of the course."""
        return told if told.tzinfo is not None else told.replace(tzinfo=self.zone)


def read_settings(path: Path) -> Settings:
    """The settings in a file; `OperatorError` with file and line where they do not fit."""
    settings = read_toml(path, Settings)
    text = path.read_text(encoding="utf-8-sig")
    if settings.format != FORMAT:
        words = f"the format is {settings.format}; this gradekit reads {FORMAT}. Take a gradekit that wrote the course."
        raise OperatorError(located(path.name, text, ".format", words))
    known = zoneinfo.available_timezones()
    if settings.time_zone not in known:
        words = f"there is no time zone `{settings.time_zone}`. {_zone_meant(settings.time_zone, known)}"
        raise OperatorError(located(path.name, text, ".time-zone", words))
    if settings.language not in languages():
        words = f"there are no documents in the language `{settings.language}`; there are: {', '.join(languages())}."
        raise OperatorError(located(path.name, text, ".language", words))
    if wrong := settings.late.wrong():
        raise OperatorError(located(path.name, text, f".late.{wrong[0]}", wrong[1]))
    return settings


def _zone_meant(name: str, known: set[str]) -> str:
    told = nearest(name, sorted(known))
    return told if told.startswith("Did") else "It is a name like `Europe/Berlin` or `America/New_York`."
