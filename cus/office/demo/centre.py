"""The example centre itself: its municipality, its address, its teams and the offices it works with."""

from cus.accounts.models import Centre, Municipality
from cus.team.models import Unit, UnitKind

TEAMS = (
    ("services", "Zespół organizowania usług społecznych", UnitKind.CUS_TEAM, "+48125550122"),
    ("assistance", "Zespół pomocy społecznej", UnitKind.CUS_TEAM, "+48125550130"),
    ("housing", "Urząd Miasta i Gminy, referat mieszkaniowy", UnitKind.MUNICIPAL_OFFICE, "+48125550200"),
    ("school", "Szkoła podstawowa, pedagog szkolny", UnitKind.MUNICIPAL_UNIT, "+48125550210"),
    ("library", "Biblioteka publiczna", UnitKind.MUNICIPAL_UNIT, "+48125550220"),
    ("family_centre", "Powiatowe Centrum Pomocy Rodzinie", UnitKind.OUTSIDE, "+48125550300"),
    ("insurance", "Zakład Ubezpieczeń Społecznych, inspektorat", UnitKind.OUTSIDE, "+48125550310"),
    ("job_centre", "Powiatowy Urząd Pracy", UnitKind.OUTSIDE, "+48125550320"),
)


def add_municipality() -> Municipality:
    """Niepołomice, as the register of territorial units has it."""
    return Municipality.objects.get_or_create(
        teryt="1219043",
        defaults={"name": "Niepołomice", "powiat": "wielicki", "voivodeship": "małopolskie"},
    )[0]


def add_centre(municipality: Municipality) -> Centre:
    centre = Centre.objects.create(
        name="Centrum Usług Społecznych w Niepołomicach",
        address="Rynek 900",
        postcode="32-005",
        town="Niepołomice",
        phone="+48125550120",
        email="cus@niepolomice.example",
        opening_hours="poniedziałek 8:00–17:00, wtorek–piątek 7:30–15:30",
        is_example=True,
    )
    centre.municipalities.add(municipality)
    return centre


def add_units(centre: Centre) -> dict[str, Unit]:
    return {
        key: Unit.objects.create(centre=centre, name=name, kind=kind, phone=phone)
        for key, name, kind, phone in TEAMS
    }  # fmt: skip
