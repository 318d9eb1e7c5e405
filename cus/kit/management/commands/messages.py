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
    help = "Add new English sentences to the Polish translation files, drop unused ones; --check only reports."
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
            wanted = messages_of(path)
            target = messages.po_path(path)
            if not wanted and not target.exists():
                continue
            catalog = messages.merged(wanted, messages.read(target))
            messages.write(target, catalog)
            untranslated = sum(bool(messages.problems(message)) for message in catalog if message.id)
            self.stdout.write(f"{path.name}: {len(wanted)} messages, {untranslated} to mend")
        messages.compile_messages(*chosen)

    def _check(self, chosen: list[Path]) -> None:
        found: list[str] = []
        catalogs: dict[str, Catalog] = {}
        for path in chosen:
            kept = messages.read(messages.po_path(path))
            catalogs[path.name] = messages.merged(messages_of(path), kept)
            found += [
                f"{path.name}: “{messages.key_of(message)[0]}” {problem}"
                for message in catalogs[path.name]
                if message.id
                for problem in messages.problems(message)
            ]
        found += messages.clashes(catalogs)
        if found:
            raise CommandError(
                "\n".join([*found, f"{len(found)} translations to mend. ./run manage messages adds them."])
            )
        self.stdout.write(f"{sum(len(catalog) for catalog in catalogs.values())} translations are complete.")
