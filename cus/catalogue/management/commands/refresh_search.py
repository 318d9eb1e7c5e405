"""`./run manage refresh_search`: builds the index of the search anew where another dictionary or rules made it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cus.accounts.models import Centre
from cus.catalogue.models import SearchState
from cus.catalogue.search.index import built_with, index_all
from cus.kit.rows import acting_for


class Command(BaseCommand):
    help = "Build the index of the search anew for centres whose index was built with another dictionary or rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", dest="everyone", help="for every centre, whatever built it")

    def handle(self, *args: Any, everyone: bool, **options: Any) -> None:
        for centre in Centre.objects.order_by("name", "id"):
            with acting_for(centre.pk):
                if not everyone and SearchState.objects.filter(centre=centre, built_with=built_with()).exists():
                    continue
                count = index_all(centre_id=centre.pk)
            self.stdout.write(_("%(centre)s: %(count)d entries indexed") % {"centre": centre.name, "count": count})
