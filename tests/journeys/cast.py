"""The house as a story finds it: a catalogue that can be searched, and the files people bring."""

from typing import Any

from cus.accounts.models import Centre
from cus.accounts.tests.factories import the_centre
from cus.offer.models import Audience, Service
from cus.offer.tests.factories import a_service

DISCHARGE = {"name": "wypis.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"}


def a_town_with_services(**of_rehabilitation: Any) -> tuple[Centre, list[Service]]:
    """Three services in the catalogue: rehabilitation at home, wheelchairs, shopping."""
    centre = the_centre(street="Rynek", house="4", postcode="32-005", opening_hours="poniedziałek–piątek 7:30–15:30")
    services = [
        a_service(**of_rehabilitation),
        a_service(
            name="Wypożyczalnia wózków i sprzętu",
            description="Pożyczamy wózki inwalidzkie, balkoniki i łóżka.",
            recipients="osoby po urazie albo chore",
            unit="sztuka",
            limit_text="na 6 miesięcy",
        ),
        a_service(
            area=6,
            name="Zakupy i drobna pomoc",
            description="Przynosimy zakupy i leki z apteki.",
            recipients="osoby starsze",
            audiences=[Audience.SENIORS],
            unit="godzina",
            limit_text="4 godziny w tygodniu",
        ),
    ]
    return centre, services
