"""`./run manage load_demo`: build the example centre; `--people`: as whom one can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now
from django.utils.translation import override

from cus.office.demo.load import is_loaded, load_demo_centre
from cus.office.demo.people import list_of_people


class Command(BaseCommand):
    help = "Build the example centre, all of it or nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="leave an example centre that is there alone")
        parser.add_argument("--people", action="store_true", help="only print as whom one can sign in")

    def handle(self, *args: Any, if_empty: bool, people: bool, **options: Any) -> None:
        if people:
            self.stdout.write(list_of_people())
        elif not is_loaded():
            with override("pl"):
                load_demo_centre(at=now())
            self.stdout.write("The example centre is ready.")
        elif not if_empty:
            raise CommandError(
                "The example centre is there already. ./run demo --fresh puts it aside and begins anew."
            )
