"""How the example centre works with its providers: agreements with prices, a contest, and what providers say."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from cus.accounts.models import Centre, User
from cus.accounts.sender import sender_of
from cus.offer.models import Agreement, AgreementKind, Contest, ErrorReport, Provider, ProviderUser, Service
from cus.offer.services import agreements, contests, workspace
from cus.offer.services.providers import save_provider
from cus.offer.services.reports import answer_report, report_error
from cus.records.log import recorded_as_of
from cus.records.papers.paper import Paper, PaperKind, Paragraph
from cus.records.papers.pdf import render_pdf

RAZEM = "Spółdzielnia Socjalna „Razem”"
BLISKO = "Fundacja „Blisko”"
SASIEDZI = "Stowarzyszenie „Po Sąsiedzku”"
KROK = "Gabinet rehabilitacji „Krok”"
TELECENTRUM = "Telecentrum „Jestem”"
PRZEWOZY = "Przewozy „Podwieziemy”"
# name: NIP (no tax office gives one that begins with zeros), KRS (not yet reached), street, what it does
FACTS = {
    RAZEM: ("0000001011", "0009999901", "Bocheńska 900", "Gotujemy i rozwozimy obiady, pomagamy w domu."),
    BLISKO: ("0000002387", "0009999902", "Grunwaldzka 900", "Wspieramy osoby z niepełnosprawnościami i opiekunów."),
    SASIEDZI: ("0000003754", "0009999903", "Rynek 901", "Łączymy sąsiadów, prowadzimy klub i wolontariat."),
    KROK: ("0000005121", "", "Wielicka 900", "Rehabilitacja w domu i w gabinecie."),
    TELECENTRUM: ("0000009231", "0009999904", "Kolejowa 900", "Całodobowa teleopieka."),
    PRZEWOZY: ("0000007864", "", "Portowa 900", "Wozimy osoby, które nie dojadą same."),
}
# provider: kind, number, codes of services, price in grosze now and a year before, hours, days to the end
AGREEMENTS = (
    (RAZEM, AgreementKind.PROCUREMENT, "CUS.272.1", "U018 U022 U023", 4200, 3900, 600, 300),
    (BLISKO, AgreementKind.CONTEST, "CUS.526.1", "U027 U030", 5500, 5200, 200, 200),
    (KROK, AgreementKind.PROCUREMENT, "CUS.272.2", "U034 U035", 12000, 11000, 80, 45),
    (PRZEWOZY, AgreementKind.PROCUREMENT, "CUS.272.3", "U047 U048", 6500, 6200, 120, 240),
)


def add_work_with_providers(
    centre: Centre, staff: dict[str, User], services: dict[str, Service], *, at: datetime
) -> None:
    """The register with numbers, then agreements, a contest in assessment, proposals and a report of an error."""
    organiser, on = staff["organiser"], localdate(at)
    with recorded_as_of(at - timedelta(days=400)):
        providers = _describe(centre, by=organiser, at=at - timedelta(days=400))
        for place, terms in enumerate(AGREEMENTS):
            _agree(centre, providers, services, terms, by=organiser, on=on, with_paper=place == 0)
    with recorded_as_of(at - timedelta(days=12)):
        _hold_contest(centre, providers, services, by=organiser, on=on)
    keeper = staff["provider"]
    ProviderUser.objects.create(centre=centre, provider=providers[RAZEM], user=keeper)
    with recorded_as_of(at - timedelta(days=2)):
        _speak(providers[RAZEM], services, keeper, at=at - timedelta(days=2))
    _hear(centre, services, organiser, at=at)


def _describe(centre: Centre, *, by: User, at: datetime) -> dict[str, Provider]:
    providers = {one.name: one for one in Provider.objects.filter(centre=centre)}
    for name, (nip, krs, street, description) in FACTS.items():
        fields = {
            "nip": nip, "krs": krs, "street": street, "postcode": "32-005", "town": "Niepołomice",
            "description": description, "checked_on": localdate(at) + timedelta(days=150),
        }  # fmt: skip
        providers[name] = save_provider(centre=centre, provider_id=providers[name].pk, fields=fields, by=by, at=at)
    return providers


def _agree(
    centre: Centre, providers: dict[str, Provider], services: dict[str, Service], terms: tuple, *, by: User, on: date,
    with_paper: bool,
) -> Agreement:  # fmt: skip
    name, kind, number, codes, price, former, capacity, days_left = terms
    starts_on = on - timedelta(days=395)
    delivered = [services[code] for code in codes.split()]
    agreement = agreements.save_agreement(
        centre=centre,
        fields={
            "kind": kind, "provider": providers[name], "number": f"{number}.{starts_on.year}",
            "starts_on": starts_on, "ends_on": on + timedelta(days=days_left), "services": delivered,
            "capacity": capacity, "capacity_unit": "HOURS", "places_text": "teren gminy Niepołomice",
            "data_agreement": f"PD.{number[-1]}.{starts_on.year}",
        },
        by=by,
        on=starts_on,
    )  # fmt: skip
    for since, grosze in ((starts_on, former), (on - timedelta(days=100), price)):
        for service in delivered:
            agreements.add_price(
                agreement_id=agreement.pk, service=service, unit=service.unit, price_grosze=grosze, starts_on=since,
                by=by, on=starts_on,
            )  # fmt: skip
    if with_paper:
        paper = SimpleUploadedFile("umowa.pdf", _paper(centre, agreement))
        agreements.add_agreement_document(agreement_id=agreement.pk, upload=paper, by=by, on=starts_on)
    return agreements.sign_agreement(agreement_id=agreement.pk, signed_on=starts_on, by=by, on=starts_on)


def _paper(centre: Centre, agreement: Agreement) -> bytes:
    said = Paragraph("Przykładowa umowa na usługi opiekuńcze i obiady. Wszystko w niej jest zmyślone.")
    return render_pdf(
        Paper(
            kind=PaperKind.LETTER,
            number=agreement.number,
            title="Umowa",
            place=centre.town,
            dated_on="",
            sender=sender_of(centre),
            blocks=(said,),
            example=True,
        )  # fmt: skip
    )


def _hold_contest(
    centre: Centre, providers: dict[str, Provider], services: dict[str, Service], *, by: User, on: date
) -> Contest:
    """Announced five weeks ago, closed last week; two of three offers have points of both judges."""
    announced_on, closed_on = on - timedelta(days=35), on - timedelta(days=12)
    contest = contests.save_contest(
        centre=centre,
        fields={
            "title": f"Teleopieka w roku {on.year + 1}",
            "task": "Całodobowa teleopieka dla 40 osób: urządzenia, dyżur, wezwanie pomocy.",
            "services": [services["U026"]], "amount_grosze": 9_600_000, "starts_on": on + timedelta(days=40),
            "ends_on": on + timedelta(days=404), "offers_until": closed_on - timedelta(days=1),
        },
        by=by,
        on=announced_on,
    )  # fmt: skip
    step: dict[str, Any] = {"contest_id": contest.pk, "by": by}
    for name, points in (("doświadczenie", 10), ("jakość i czas reakcji", 20), ("koszt", 15), ("wkład własny", 5)):
        contests.add_criterion(name=name, most_points=points, on=announced_on, **step)
    contests.announce_contest(on=announced_on, **step)
    asked = ((TELECENTRUM, 9_400_000, 500_000), (BLISKO, 9_000_000, 200_000), (SASIEDZI, 9_600_000, 0))
    offers = [
        contests.add_offer(
            fields={"provider": providers[name], "amount_grosze": wants, "own_grosze": adds, "filed_on": filed_on},
            on=filed_on,
            **step,
        )
        for filed_on, (name, wants, adds) in zip(_days(announced_on, 9, 15, 20), asked, strict=True)
    ]
    contests.close_contest(on=closed_on, **step)
    judges = [
        contests.add_judge(fields={"name": name, "represents": whom}, on=closed_on, **step)
        for name, whom in (("Danuta Wilk", "centrum"), ("Irena Sroczyńska", "organizacje pozarządowe"))
    ]
    contests.add_judge(fields={"name": "Zenon Kukuła", "represents": "urząd gminy"}, on=closed_on, **step)
    for judge in judges:
        contests.note_statement(judge_id=judge.pk, is_excluded=False, by=by, on=closed_on)
    criteria = list(contest.criteria.order_by("id"))
    given = {0: ((9, 18, 11, 4), (8, 17, 12, 4)), 1: ((6, 14, 13, 2), (7, 12, 13, 2))}
    for place, marks in given.items():
        for judge, of_judge in zip(judges, marks, strict=True):
            by_criterion = {criterion.pk: value for criterion, value in zip(criteria, of_judge, strict=True)}
            contests.score_offer(
                offer_id=offers[place].pk, judge_id=judge.pk, points=by_criterion, by=by, on=closed_on
            )
    return contest


def _days(first: date, *after: int) -> list[date]:
    return [first + timedelta(days=count) for count in after]


def _speak(provider: Provider, services: dict[str, Service], keeper: User, *, at: datetime) -> None:
    """The cooperative proposes, says how much it can still do, and when it rests."""
    meals, on = services["U022"], localdate(at)
    workspace.propose_change(
        provider_id=provider.pk,
        service_id=meals.pk,
        fields={
            "description": f"{meals.description} Od tego miesiąca także posiłki bez glutenu.",
            "contact": "Kuchnia „Razem”, 12 555 04 01, od 7:00 do 14:00",
        },
        message="Mamy nową kuchnię i dłuższe godziny pod telefonem.",
        by=keeper,
        at=at,
    )
    workspace.propose_change(
        provider_id=provider.pk, fields={"phone": "+48125550411"}, message="Nowy numer biura.", by=keeper, at=at
    )
    workspace.note_free_capacity(
        service_id=meals.pk, free=12, note="obiady od poniedziałku do piątku", by=keeper, on=on
    )
    workspace.note_free_capacity(service_id=services["U018"].pk, free=3, note="tylko rano", by=keeper, on=on)
    workspace.confirm_entry(provider_id=provider.pk, service_id=services["U023"].pk, by=keeper, at=at)
    workspace.plan_break(
        provider_id=provider.pk, service=meals, starts_on=on + timedelta(days=33), ends_on=on + timedelta(days=36),
        reason="remont kuchni", by=keeper, at=at,
    )  # fmt: skip


def _hear(centre: Centre, services: dict[str, Service], organiser: User, *, at: datetime) -> list[ErrorReport]:
    """One report waits for an answer, one has it."""
    waiting, answered = at - timedelta(hours=20), at - timedelta(days=9)
    with recorded_as_of(answered):
        old = report_error(
            centre=centre, entry_uuid=services["U034"].uuid, words="Podany adres gabinetu jest stary.", contact="",
            at=answered,
        )  # fmt: skip
        answer_report(
            report_id=old.pk, answer="Dziękujemy, adres jest już poprawiony.", by=organiser,
            at=answered + timedelta(days=1),
        )  # fmt: skip
    with recorded_as_of(waiting):
        new = report_error(
            centre=centre, entry_uuid=services["U022"].uuid, contact="maria.nowicka@poczta.example", at=waiting,
            words="Pod tym numerem nikt nie odbiera po godzinie 13, a w katalogu jest, że do 15.",
        )  # fmt: skip
    return [old, new]
