"""`./run manage people import FILE …`: people and cases of an OPS, looked through or taken over on the server.

`./run manage people duplicates`: who may be one person, looked for now instead of at night.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate, now

from cus.accounts.models import Centre, User
from cus.cases.models import OpsImport
from cus.cases.queries.ops_import import tallies_of, what_is_new
from cus.cases.services.ops_import import begin_reading, begin_taking_over, carry_out_import, hand_in, read_import
from cus.cases.states import OpsImportState
from cus.kit.errors import Refused
from cus.kit.rows import acting_for
from cus.people.services import find_all_pairs


class Command(BaseCommand):
    help = "People of the register: take a file of an OPS over, or look for entries that may be one person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser("import", help="read a CSV or XLSX file; columns are guessed or remembered")
        importing.add_argument("file", type=Path)
        importing.add_argument("--from", dest="from_unit", required=True, help="the centre the file comes from")
        importing.add_argument(
            "--by", required=True, help="e-mail address of the director or organiser who answers for it"
        )
        importing.add_argument("--take-over", action="store_true", help="without it only the preview is made")

        verbs.add_parser("duplicates", help="look through the register of every centre, as the worker does at night")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "duplicates":
            self._find_duplicates()
        else:
            self._import(options["file"], options["from_unit"], options["by"], take_over=options["take_over"])

    def _find_duplicates(self) -> None:
        for centre in Centre.objects.order_by("id"):
            with acting_for(centre.pk):
                count = find_all_pairs(centre=centre, on=localdate())
            self.stdout.write(f"{count:>8}  {centre.name}")

    def _import(self, file: Path, from_unit: str, by: str, *, take_over: bool) -> None:
        user = User.objects.select_related("centre").filter(email=by.lower()).first()
        if user is None or user.centre is None or not file.is_file():
            raise CommandError(f"There is no such {'file' if user and user.centre else 'member of a centre'}.")
        with acting_for(user.centre_id):
            try:
                run = self._previewed(file, from_unit, user)
                if take_over:
                    begin_taking_over(run_id=run.pk, by=user, at=now())
                    run = carry_out_import(run_id=run.pk, by=user, at=now())
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal
            self._tell(run, user)

    def _previewed(self, path: Path, from_unit: str, user: User) -> OpsImport:
        assert user.centre is not None
        with path.open("rb") as content:
            given: dict[str, Any] = {"from_unit": from_unit, "file": File(content), "file_name": path.name}
            run = hand_in(centre=user.centre, by=user, at=now(), **given)
        begin_reading(run_id=run.pk, columns=run.columns, by=user, at=now())
        run = read_import(run_id=run.pk, at=now())
        if run.state == OpsImportState.FAILED:
            raise CommandError(run.error)
        return run

    def _tell(self, run: OpsImport, user: User) -> None:
        self.stdout.write(f"/office/taking-over/{run.pk}/  {run.get_state_display()}")
        for tally in tallies_of(run, user=user, state=""):
            self.stdout.write(f"{tally.count:>8}  {tally.label}")
        self.stdout.write(f"{what_is_new(run)['left_out']:>8}  left out")
