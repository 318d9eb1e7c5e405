"""Translations: compiles each .po whose .mo is missing or older. Babel does it, so no gettext programs are needed."""

from pathlib import Path

from cus.kit.messages import compile_messages
from launch.home import ROOT

PLACES = (ROOT / "cus", ROOT / "config")


def compile_changed_messages(*places: Path) -> list[Path]:
    """The files compiled: under the places, or in the whole house."""
    return compile_messages(*(places or PLACES))
