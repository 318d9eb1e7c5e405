"""`./run manage demo_people`: as whom one can sign in at /demo/."""

from typing import Any

from django.core.management.base import BaseCommand

from cus.office.demo.people import list_of_people


class Command(BaseCommand):
    help = "Print as whom one can sign in at /demo/."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(list_of_people())
