"""Where the example centre gives its services and when, in which languages, and by which words people find them."""

from datetime import date, time, timedelta
from typing import Any

from cus.accounts.models import Centre, User
from cus.offer.models import Location, OpeningHours, Service, ServiceForm

OFFICE, PODLEZE, STANIATKI, WOLA, LOANS, STEP, TALK, WORD, SHELTER = (
    "Centrum Usług Społecznych", "Dom Społeczny w Podłężu", "Klub Seniora w Staniątkach",
    "Świetlica w Woli Batorskiej", "Wypożyczalnia sprzętu", "Gabinet „Krok”", "Poradnia „Rozmowa”",
    "Pracownia „Słowo”", "Schronienie „Przystań”",
)  # fmt: skip
# Street, postcode, town, latitude, longitude, wheelchair, accessibility, how to get there. Houses are made up.
PLACES: dict[str, tuple[str, str, str, float, float, bool, str, str]] = {
    OFFICE: ("Rynek 900", "32-005", "Niepołomice", 50.0342, 20.2178, True,
             "wejście bez schodów, winda, toaleta dostosowana, pętla indukcyjna w okienku",
             "przystanek Niepołomice Rynek"),
    PODLEZE: ("Podłęże 950", "32-003", "Podłęże", 50.0147, 20.1752, True, "podjazd od podwórza, toaleta dostosowana",
              "pociąg do stacji Podłęże, potem 5 minut pieszo"),
    STANIATKI: ("Staniątki 905", "32-005", "Staniątki", 50.0068, 20.1956, True, "sala na parterze",
                "autobus gminny, linia 4"),
    WOLA: ("Wola Batorska 930", "32-005", "Wola Batorska", 50.0536, 20.2763, False, "cztery schody przy wejściu",
           "autobus gminny, linia 2"),
    LOANS: ("ul. Bocheńska 901", "32-005", "Niepołomice", 50.0311, 20.2262, True,
            "wjazd od podwórza, dzwonek przy bramie", ""),
    STEP: ("ul. Grunwaldzka 915", "32-005", "Niepołomice", 50.0377, 20.2124, True, "podjazd, szerokie drzwi", ""),
    TALK: ("ul. Szkolna 908", "32-005", "Niepołomice", 50.0360, 20.2203, False, "pierwsze piętro bez windy", ""),
    WORD: ("ul. Wodna 912", "32-005", "Niepołomice", 50.0329, 20.2149, True, "parter, toaleta dostosowana", ""),
    SHELTER: ("ul. Zaciszna 977", "32-003", "Zakrzów", 50.0192, 20.1533, True, "parter", ""),
}  # fmt: skip
SHELTER_CONTACT = "Dyżur całą dobę: 12 555 01 99"
# service: its places and hours ("1 10:00 12:00" is Monday from ten to twelve)
AT: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "U002": ((PODLEZE,), ("2 10:00 12:00",)),
    "U004": ((OFFICE,), ("3 17:00 19:00",)),
    "U005": ((OFFICE,), ("1 08:00 17:00", "3 08:00 15:00")),
    "U007": ((TALK,), ("1 12:00 19:00", "4 12:00 19:00")),
    "U008": ((OFFICE, WOLA), ("2 17:00 19:00",)),
    "U009": ((TALK,), ("2 09:00 17:00", "3 09:00 17:00")),
    "U010": ((TALK,), ("1 09:00 19:00", "5 09:00 15:00")),
    "U011": ((TALK,), ("4 16:00 18:00",)),
    "U012": ((OFFICE,), ("1 14:00 17:00", "4 09:00 12:00")),
    "U014": ((WOLA, PODLEZE), ("1 12:00 17:00", "2 12:00 17:00", "3 12:00 17:00", "4 12:00 17:00", "5 12:00 17:00")),
    "U024": ((STANIATKI,), ("1 08:00 16:00", "2 08:00 16:00", "3 08:00 16:00", "4 08:00 16:00", "5 08:00 16:00")),
    "U025": ((STANIATKI, PODLEZE), ("2 10:00 13:00", "4 10:00 13:00")),
    "U035": ((STEP,), ("1 07:00 18:00", "2 07:00 18:00", "3 07:00 18:00", "4 07:00 18:00", "5 07:00 15:00")),
    "U038": ((WORD,), ("1 09:00 17:00", "3 09:00 17:00")),
    "U039": ((WORD,), ("2 09:00 17:00",)),
    "U040": ((WORD,), ("4 12:00 18:00", "6 09:00 13:00")),
    "U043": ((STANIATKI,), ("3 10:00 11:30",)),
    "U049": ((LOANS,), ("1 09:00 16:00", "3 09:00 16:00", "5 09:00 13:00")),
    "U053": ((WOLA,), ("1 14:00 16:00", "3 14:00 16:00")),
    "U055": ((OFFICE, STANIATKI), ("5 10:00 12:00",)),
    "U057": ((OFFICE,), ("2 09:00 15:00",)),
    "U060": ((PODLEZE,), ("3 16:00 18:00", "6 10:00 13:00")),
    "U063": ((PODLEZE, STANIATKI), ("1 09:00 10:00", "4 09:00 10:00")),
    "U065": ((PODLEZE,), ("2 18:00 19:30",)),
    "U069": ((OFFICE,), tuple(f"{day} 07:00 20:00" for day in range(1, 8))),
    "U070": ((OFFICE,), ("4 17:00 19:00",)),
    "U071": ((OFFICE,), ("1 08:00 17:00", "2 07:30 15:30")),
    "U077": ((PODLEZE,), ("1 08:00 14:00", "2 08:00 14:00", "3 08:00 14:00", "4 08:00 14:00", "5 08:00 14:00")),
    "U103": ((SHELTER,), tuple(f"{day} 00:00 23:59" for day in range(1, 8))),
}  # fmt: skip
KEYWORDS = {
    "U010": "mam depresję\nnie daję sobie rady\npsycholog",
    "U014": "opieka po lekcjach\ngdzie dziecko może pójść po szkole",
    "U018": "mama nie wstaje z łóżka\nktoś do pomocy przy tacie\nzakupy i sprzątanie\nopiekunka",
    "U022": "obiady dla mamy\nnie mogę gotować",
    "U026": "opaska z przyciskiem\nmama mieszka sama i boję się, że upadnie",
    "U027": "cieknie kran\nzłota rączka\nprzykręcić półkę",
    "U030": "chcę odpocząć od opieki\nwyjść na kilka godzin",
    "U034": "ćwiczenia po udarze\nrehabilitant do domu",
    "U047": "jak dojechać do lekarza\nnie wsiądę do autobusu",
    "U048": "taksówka dla seniora\npodwózka do lekarza",
    "U049": "łóżko na pilota\nwózek\nkule\nchodzik",
    "U052": "jestem głucha\nmigowy w urzędzie",
    "U055": "nie umiem zadzwonić z komórki\nprofil zaufany",
    "U066": "chcę pomagać\nwolontariusz",
    "U071": "nie mam na czynsz\ngrozi mi eksmisja",
    "U079": "nie mam gdzie mieszkać\nnocleg",
}
LANGUAGES = {"U010": ["pl", "uk"], "U012": ["pl", "uk", "en"], "U052": ["pl", "pso"], "U057": ["pl", "uk", "ru"]}
LONG_UNREAD = ("U031", "U036", "U064")
REFUGE: dict[str, Any] = {
    "code": "U103",
    "area": 4,
    "name": "Schronienie dla osób doznających przemocy",
    "description": "Bezpieczne miejsce na noc albo na dłużej, z dziećmi. Pomagamy też w sądzie i w urzędach.",
    "recipients": "osoby, które boją się wrócić do domu",
    "audiences": ["CRISIS", "FAMILIES"],
    "recipient_kinds": ["FAMILIES", "PERSONS"],
    "keywords": "mąż mnie bije\nboję się wrócić do domu\nprzemoc w domu",
    "form": ServiceForm.PLACE,
    "unit": "doba",
    "limit_text": "do 3 miesięcy",
    "is_free": True,
    "fee_text": "bezpłatnie",
    "documents": "żadnych",
}


def add_places(centre: Centre, *, by: User, on: date) -> None:
    """Places, hours and the rest; the day on which a person last read each entry lies before `on`."""
    places = {place.name: place for place in Location.objects.bulk_create(_places(centre))}
    services = {service.code: service for service in Service.objects.filter(centre=centre).order_by("code")}
    given: list[Any] = []
    hours: list[OpeningHours] = []
    for code, (names, rows) in AT.items():
        service = services[code]
        given += [Service.locations.through(service=service, location=places[name]) for name in names]
        hours += [_hours(service, row) for row in rows]
    Service.locations.through.objects.bulk_create(given)
    OpeningHours.objects.bulk_create(hours)
    for number, service in enumerate(services.values()):
        service.keywords = KEYWORDS.get(service.code, service.keywords)
        service.languages = LANGUAGES.get(service.code, ["pl"])
        days = 400 if service.code in LONG_UNREAD else 5 + number * 7 % 300
        service.checked_on, service.checked_by = on - timedelta(days=days), by
    Service.objects.bulk_update(services.values(), ["keywords", "languages", "checked_on", "checked_by"])


def _places(centre: Centre) -> list[Location]:
    names = ("street", "postcode", "town", "latitude", "longitude", "wheelchair", "accessibility", "transport")
    rows = [
        Location(centre=centre, name=name, teryt="1219043", **dict(zip(names, facts, strict=True)))
        for name, facts in PLACES.items()
    ]
    for place in rows:
        place.is_confidential = place.name == SHELTER
        place.public_contact = SHELTER_CONTACT if place.is_confidential else ""
    return rows


def _hours(service: Service, row: str) -> OpeningHours:
    weekday, opens, closes = row.split()
    return OpeningHours(
        centre_id=service.centre_id,
        service=service,
        weekday=int(weekday),
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
    )
