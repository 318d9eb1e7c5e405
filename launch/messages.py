"""Translations: compiles each .po whose .mo is missing or older. Babel does it, so no gettext programs are needed."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from launch.home import ROOT


def compile_changed_messages(root: Path = ROOT / "cus") -> list[Path]:
    """The files compiled. Two launchers at once do no harm: each writes its own draft and renames it."""
    compiled = []
    for po in sorted(root.glob("**/locale/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3])
        draft = mo.with_suffix(f".mo.{os.getpid()}")
        with draft.open("wb") as target:
            write_mo(target, catalogue)
        draft.rename(mo)
        compiled.append(mo)
    return compiled
