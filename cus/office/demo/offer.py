"""What the example centre offers: the services of the offer room, with providers, places, contacts and rooms."""

from datetime import date
from pathlib import Path

from cus import offer
from cus.accounts.models import Centre, User
from cus.offer.imports.services_csv.load import Outcome, import_services
from cus.offer.models import Provider, ProviderKind, Service, ServiceForm
from cus.offer.publishing import publishing_at_once
from cus.offer.services.listing import pause_service, publish_service, save_service
from cus.office.demo.places import REFUGE, add_places

CATALOGUE = Path(offer.__file__).parent / "data" / "services.csv"
# name: kind, phone, codes of the services it delivers
PROVIDERS = {
    "Spółdzielnia Socjalna „Razem”": (ProviderKind.COOPERATIVE, "+48125550401", "U018 U022 U023 U028"),
    "Fundacja „Blisko”": (ProviderKind.NGO, "+48125550402", "U027 U030 U041 U046 U051"),
    "Stowarzyszenie „Po Sąsiedzku”": (ProviderKind.NGO, "+48125550403", "U004 U017 U054 U076 U079"),
    "Gabinet rehabilitacji „Krok”": (ProviderKind.FIRM, "+48125550404", "U034 U035"),
    "Pracownia „Słowo”, logopedia i integracja sensoryczna": (
        ProviderKind.FIRM, "+48125550405", "U038 U039 U040",
    ),
    "Poradnia „Rozmowa”": (ProviderKind.FIRM, "+48125550406", "U007 U009 U010 U011"),
    "Przewozy „Podwieziemy”": (ProviderKind.FIRM, "+48125550407", "U047 U048"),
    "Telecentrum „Jestem”": (ProviderKind.FIRM, "+48125550408", "U026"),
}  # fmt: skip
PLACES = {"U034": 6, "U039": 5, "U040": 2, "U046": 3, "U030": 7, "U048": 20, "U035": 24, "U077": 15}
PAUSED = ("U036", "U064")
DOCUMENTS = {
    "U034": "skierowanie od lekarza, karta wypisu ze szpitala",
    "U035": "skierowanie na rehabilitację",
    "U039": "opinia poradni albo karta wypisu",
    "U040": "opinia poradni psychologiczno-pedagogicznej",
    "U046": "orzeczenie o niepełnosprawności",
    "U049": "dowód osobisty; zaświadczenie lekarza, jeśli sprzęt ma zostać dłużej niż trzy miesiące",
    "U073": "orzeczenie o niepełnosprawności, zgoda właściciela mieszkania",
}
PLACE_OF = {ServiceForm.GROUP: "sala na parterze, Rynek 900", ServiceForm.ITEM: "wypożyczalnia, wejście od podwórza"}
CONTACT = "Zespół organizowania usług, 12 555 01 22"
DRAFT = {
    "code": "U101",
    "area": 4,
    "name": "Nocny dyżur opiekunki",
    "description": "Opiekunka, która przyjeżdża w nocy na telefon. Szukamy wykonawcy.",
    "recipients": "osoby starsze mieszkające same",
    "recipient_kinds": ["RESIDENTS_WITH_SPECIFIC_NEEDS"],
    "form": ServiceForm.INDIVIDUAL,
    "unit": "wizyta",
}


def add_offer(centre: Centre, *, by: User, on: date, today: date) -> dict[str, Service]:
    """The catalogue as the import brings it, then what only this centre knows. By code."""
    with publishing_at_once(centre):
        found = import_services(CATALOGUE, centre=centre, by=by, on=on)
        if bad := [row for row in found if row.outcome is Outcome.REFUSED]:
            raise ValueError(f"The catalogue has bad rows: {bad}")
        refuge = save_service(centre=centre, fields=REFUGE, by=by, on=on)
        publish_service(service_id=refuge.pk, by=by, on=on)
        _describe(centre, _add_providers(centre), by=by, on=on)
        save_service(centre=centre, fields=DRAFT, by=by, on=on)
        add_places(centre, by=by, on=today)
        services = {one.code: one for one in Service.objects.filter(centre=centre).select_related("provider")}
        for code in PAUSED:
            pause_service(service_id=services[code].pk, by=by, on=on)
    return services


def _add_providers(centre: Centre) -> dict[str, Provider]:
    by_code: dict[str, Provider] = {}
    for name, (kind, phone, codes) in PROVIDERS.items():
        provider = Provider.objects.create(centre=centre, name=name, kind=kind, phone=phone)
        by_code |= dict.fromkeys(codes.split(), provider)
    return by_code


def _describe(centre: Centre, providers: dict[str, Provider], *, by: User, on: date) -> None:
    """Whom to ask and where it is: the same for most services; who delivers, places and papers one by one."""
    services = Service.objects.filter(centre=centre)
    services.update(contact=CONTACT)
    for form, place in PLACE_OF.items():
        services.filter(form=form).update(place=place)
    told = providers.keys() | PLACES.keys() | DOCUMENTS.keys()
    for service in services.filter(code__in=told).order_by("code"):
        fields = {
            "provider": providers.get(service.code, service.provider),
            "places": PLACES.get(service.code, service.places),
            "documents": DOCUMENTS.get(service.code, ""),
        }
        save_service(centre=centre, service_id=service.pk, fields=fields, by=by, on=on)
