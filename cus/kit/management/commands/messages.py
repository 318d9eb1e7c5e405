"""`./run manage messages`: bring the translation files up to date; with `--check`, only say what is wrong."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cus.kit import messages
from cus.kit.extraction import messages_of


class Command(BaseCommand):
    help = "Add new English sentences to the translation files, drop unused ones; --check only reports."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if a translation is missing")
        parser.add_argument("--room", help="one room only, e.g. cases")

    def handle(self, *args: Any, check: bool, room: str | None, **options: Any) -> None:
        root = Path(settings.ROOT)
        chosen = [path for path in messages.rooms(root) if room in (None, path.name)]
        if not chosen:
            raise CommandError(f"There is no room “{room}”.")
        if check:
            self._check(chosen)
        else:
            self._update(chosen)

    def _update(self, chosen: list[Path]) -> None:
        for path in chosen:
            for language in messages.PLURAL_FORMS:
                self._update_one(path, language)
        messages.compile_messages(*chosen)

    def _update_one(self, room: Path, language: str) -> None:
        wanted = messages_of(room, messages.files_speaking(room, language))
        target = messages.po_path(room, language)
        if not wanted and not target.exists():
            return
        catalog = messages.merged(wanted, messages.read(target))
        messages.write(target, catalog)
        untranslated = sum(bool(messages.problems(message, language)) for message in catalog if message.id)
        self.stdout.write(f"{room.name} ({language}): {len(wanted)} messages, {untranslated} to mend")

    def _check(self, chosen: list[Path]) -> None:
        found: list[str] = []
        complete = 0
        for language in messages.PLURAL_FORMS:
            catalogs = {room.name: _wanted(room, language) for room in chosen}
            found += [
                f"{room} ({language}): “{messages.key_of(message)[0]}” {problem}"
                for room, catalog in catalogs.items()
                for message in catalog
                if message.id
                for problem in messages.problems(message, language)
            ]
            found += messages.clashes(catalogs)
            complete += sum(len(catalog) for catalog in catalogs.values())
        if found:
            raise CommandError(
                "\n".join([*found, f"{len(found)} translations to mend. ./run manage messages adds them."])
            )
        self.stdout.write(f"{complete} translations are complete.")


def _wanted(room: Path, language: str) -> Catalog:
    """What the room says, with the translations it has."""
    wanted = messages_of(room, messages.files_speaking(room, language))
    return messages.merged(wanted, messages.read(messages.po_path(room, language)))
