"""`./run manage refresh_catalogue`: makes the public base of every centre anew from its offer."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now
from django.utils.translation import gettext as _

from cus.accounts.models import Centre
from cus.catalogue.models import Entry
from cus.kit.rows import acting_for
from cus.offer.models import Service
from cus.offer.publishing import publish_offer


class Command(BaseCommand):
    help = "Make the entries of the catalogue and the open data anew from the offer of every centre."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-missing", action="store_true", help="only of centres some of whose services have no entry"
        )

    def handle(self, *args: Any, if_missing: bool, **options: Any) -> None:
        for centre in Centre.objects.order_by("name", "id"):
            with acting_for(centre.pk):
                if if_missing and not _lacks_entries(centre):
                    continue
                count = publish_offer(centre=centre, at=now())
            self.stdout.write(_("%(centre)s: %(count)d services") % {"centre": centre.name, "count": count})


def _lacks_entries(centre: Centre) -> bool:
    found = Entry.objects.filter(centre=centre, source=None).values("uuid")
    return Service.objects.filter(centre=centre).exclude(uuid__in=found).exists()
