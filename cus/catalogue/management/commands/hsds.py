"""`./run manage hsds …`: the open data out, the data of others in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cus.catalogue.management.hsds import VERBS


class Command(BaseCommand):
    help = "The open data standard HSDS: export our data, read the data of others, check any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for name, verb in VERBS.items():
            verb.add_arguments(verbs.add_parser(name, help=verb.HELP, description=verb.HELP))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        options.pop("stdout", None)
        VERBS[verb].run(self.stdout, **options)
