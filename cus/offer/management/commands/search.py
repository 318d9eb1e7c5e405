"""`./run manage search "words"`: what the catalogue's search finds, best first."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cus.accounts.management.choice import centre_named
from cus.kit.rows import acting_for
from cus.offer.queries.found import services_found


class Command(BaseCommand):
    help = "Search the services in the catalogue as a resident does; --json for machines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words")
        parser.add_argument("--centre", default="", help="the name of the centre, needed when there are several")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, words: str, centre: str, as_json: bool, **options: Any) -> None:
        chosen = centre_named(centre)
        with acting_for(chosen.pk):
            found = [
                {"id": service.code, "name": service.name, "score": round(score, 3)}
                for service, score in services_found(centre_id=chosen.pk, text=words)
            ]
        if as_json:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for row in found:
            self.stdout.write(f"{row['score']:8.3f}  {row['id']}  {row['name']}")
