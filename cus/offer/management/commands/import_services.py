"""`./run manage import_services FILE.csv`: load a list of services and say what became of every row."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cus.accounts.management.choice import centre_named
from cus.kit.errors import Refused
from cus.kit.rows import acting_for
from cus.offer.imports.services_csv.load import Outcome, RowReport, import_services

SIGNS = {Outcome.ADDED: "+", Outcome.CHANGED: "~", Outcome.UNCHANGED: "=", Outcome.REFUSED: "!"}


class Command(BaseCommand):
    help = "Load services from a CSV file: good rows are kept, bad ones named. Run twice, it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--centre", default="", help="the name of the centre, needed when there are several")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *args: Any, file: Path, centre: str, dry_run: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(_("There is no file %(file)s.") % {"file": file})
        chosen = centre_named(centre)
        counted: Counter[Outcome] = Counter()
        try:
            with acting_for(chosen.pk):
                for row in import_services(file, centre=chosen, by=None, on=localdate(), dry_run=dry_run):
                    counted[row.outcome] += 1
                    self._tell(row)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        total = ", ".join(f"{outcome}: {counted[outcome]}" for outcome in Outcome)
        self.stdout.write(f"{total}{_(' (dry run: nothing was kept)') if dry_run else ''}")

    def _tell(self, row: RowReport) -> None:
        text = f"{SIGNS[row.outcome]} {_('line')} {row.line}: {row.code} {row.name}".rstrip()
        if row.outcome is Outcome.REFUSED:
            self.stderr.write(f"{text} – {'; '.join(row.reasons)}")
        else:
            self.stdout.write(text)
