"""The ground of the example centre's work: a diagnosis, a programme in force on it, the next one in consultation."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from cus.accounts.models import Centre, User
from cus.community.models import Priority, RemarkOutcome
from cus.community.services import (
    answer_remark,
    close_consultation,
    consult_diagnosis,
    finish_diagnosis,
    note_remark,
    save_diagnosis,
    save_finding,
)
from cus.offer.models import LegalTrack, ProgrammeVersion, Service
from cus.offer.services import programmes
from cus.offer.services.terms import add_terms
from cus.office.demo.terms import TERMS, add_terms_of_services
from cus.records.log import recorded_as_of

HIGH, MIDDLE, LOW = Priority.HIGH, Priority.MIDDLE, Priority.LOW
# area, people, priority, words
FINDINGS = (
    (4, 412, HIGH, "412 osób po 75. roku życia mieszka samotnie. Co trzecia nie ma nikogo bliskiego w gminie."),
    (5, 260, HIGH, "Na rehabilitację po szpitalu czeka się średnio cztery miesiące. Wielu osobom szkodzi czekanie."),
    (6, 198, HIGH, "198 osób ze znacznym stopniem niepełnosprawności nie dojedzie autobusem do lekarza ani urzędu."),
    (2, 150, MIDDLE, "150 rodzin opiekuje się kimś bliskim przez całą dobę. Nie mają kiedy odpocząć."),
    (
        1,
        90,
        MIDDLE,
        "Rodzice małych dzieci chcą rozmowy z psychologiem. W gminie jest jeden, dwa dni w tygodniu.",
    ),
    (9, None, LOW, "Biblioteka i sześć świetlic mają wolne sale przed południem."),
    (11, 64, MIDDLE, "64 osoby chcą pomagać sąsiadom, ale nie wiedzą, kto tego potrzebuje."),
    (14, 37, MIDDLE, "37 osób po leczeniu uzależnienia szuka pracy z kimś, kto pomoże w pierwszych tygodniach."),
)
REMARKS = (
    ("mieszkanka", "Brakuje dowozu z mniejszych wsi.", RemarkOutcome.TAKEN, "Dodaliśmy wniosek o dowozie."),
    ("stowarzyszenie", "Proszę policzyć też osoby z demencją.", RemarkOutcome.PARTLY,
     "Dodaliśmy rodziny opiekunów. Liczby osób chorych nie znamy: nie zbieramy danych o zdrowiu w ankiecie."),
)  # fmt: skip
TITLE = "Niepołomice dla samodzielności"
NEXT_TITLE = "Rodzina bez pośpiechu"
CONTENT = {
    "goals": "Mieszkańcy, którzy potrzebują wsparcia, mieszkają u siebie tak długo, jak chcą. Ich bliscy mają czas "
    "na odpoczynek.",
    "services": "Pomoc w domu i w drodze, rehabilitacja, rozmowa ze specjalistą, wypożyczanie sprzętu.",
    "addressees": "Mieszkańcy gminy Niepołomice: osoby starsze, z niepełnosprawnością, ich rodziny i opiekunowie.",
    "conditions": "Wniosek można złożyć osobiście, telefonicznie albo przez internet. Koordynator rozmawia o "
    "potrzebach w domu albo w centrum. O przyjęciu decyduje kolejność zgłoszeń, w granicach liczby miejsc.",
    "fees": "Usługi programu są bezpłatne.",
    "limits": "Liczbę miejsc i godzin podaje opis każdej usługi. Kto nie dostał miejsca, czeka na liście.",
    "performers": "Centrum Usług Społecznych, spółdzielnie i organizacje wybrane w otwartym konkursie ofert.",
    "financing": "Budżet gminy i środki europejskie.",
    "evaluation": "Raz w roku liczymy osoby, godziny i czas oczekiwania, pytamy o zadowolenie. Po zakończeniu "
    "przedstawiamy ocenę radzie.",
    "standards": "Odpowiadamy w trzy dni robocze. Tę samą osobę odwiedza, o ile się da, ten sam pracownik.",
}
NEXT_CONTENT = {
    "goals": "Rodzice i opiekunowie mają z kim porozmawiać i kiedy odpocząć.",
    "services": "Opieka wytchnieniowa, rozmowa z psychologiem, grupy dla rodziców.",
    "addressees": "Rodziny z małymi dziećmi oraz osoby, które opiekują się bliskim.",
    "conditions": "Pierwszeństwo ma rodzina, w której opieka trwa całą dobę. Potem decyduje kolejność zgłoszeń.",
    "fees": "Usługi są bezpłatne do 40 godzin w roku.",
    "limits": "Do 40 godzin opieki wytchnieniowej na rodzinę w roku.",
}
SERVICES_IN_IT = 12


def add_programmes(
    centre: Centre, staff: dict[str, User], services: dict[str, Service], *, on: date, since: date
) -> None:
    """What the work of the centre rests on, from its first winter to today."""
    organiser = staff["organiser"]
    _diagnosis(centre, organiser, since=since)
    version = _begun(centre, TITLE, CONTENT, (since, date(on.year + 1, 12, 31)), by=organiser, on=since + _days(60))
    _services(version, services, by=organiser, on=since + _days(61))
    _into_force(version, by=organiser, since=since + _days(62))
    asked_from = on - _days(6)
    following = (date(on.year + 1, 2, 1), date(on.year + 3, 1, 31))
    draft = _begun(centre, NEXT_TITLE, NEXT_CONTENT, following, by=organiser, on=asked_from - _days(20))
    _in_consultation(draft, by=organiser, asked_from=asked_from)


def _diagnosis(centre: Centre, organiser: User, *, since: date) -> None:
    fields = {
        "title": "Diagnoza potrzeb i potencjału gminy Niepołomice",
        "made_on": since,
        "method": "Ankieta (611 odpowiedzi), osiem spotkań we wsiach i na osiedlach, dane urzędu i szkół.",
        "potential": "Sześć świetlic, biblioteka, trzy organizacje z doświadczeniem w opiece, 64 wolontariuszy.",
    }
    with recorded_as_of(_morning(since)):
        diagnosis = save_diagnosis(centre=centre, fields=fields, by=organiser, on=since)
        for area, people, priority, words in FINDINGS:
            finding = {"area": area, "people": people, "priority": priority, "words": words}
            save_finding(diagnosis_id=diagnosis.pk, fields=finding, by=organiser, on=since)
        period = (since + _days(3), since + _days(17))
        channels = "Ankieta na stronie i w centrum, spotkanie w bibliotece, uwagi pocztą i telefonicznie."
        asked = consult_diagnosis(diagnosis_id=diagnosis.pk, period=period, channels=channels, by=organiser, on=since)
    with recorded_as_of(_morning(since + _days(20))):
        for who, words, outcome, answer in REMARKS:
            _answered(asked.pk, since + _days(8), who, words, outcome, answer, by=organiser, on=since + _days(20))
        report = "Wpłynęły dwie uwagi. Jedną uwzględniliśmy, drugą częściowo. Wniosek o dowozie jest nowy."
        close_consultation(consultation_id=asked.pk, report=report, by=organiser, on=since + _days(20))
        finish_diagnosis(diagnosis_id=diagnosis.pk, by=organiser, on=since + _days(21))


def _answered(
    consultation_id: int, came_on: date, who: str, words: str, outcome: str, answer: str, *, by: User, on: date
) -> None:
    fields = {"came_on": came_on, "came_from": who, "concerns": "", "words": words}
    remark = note_remark(consultation_id=consultation_id, fields=fields, by=by, on=on)
    answer_remark(remark_id=remark.pk, answer=answer, outcome=outcome, by=by, on=on)


def _begun(
    centre: Centre, title: str, content: dict[str, str], period: tuple[date, date], *, by: User, on: date
) -> ProgrammeVersion:
    with recorded_as_of(_morning(on)):
        municipalities = centre.municipalities.all()
        version = programmes.begin_programme(
            centre=centre, title=title, period=period, municipalities=municipalities, by=by, on=on
        )
        programmes.save_version(version_id=version.pk, fields={"content": content}, by=by, on=on)
        first = version.diagnosis.findings.first()
        programmes.use_finding(version_id=version.pk, item="goals", finding_id=first.pk, by=by, on=on)
    return version


def _services(version: ProgrammeVersion, services: dict[str, Service], *, by: User, on: date) -> None:
    free = [one for _code, one in sorted(services.items()) if one.is_free and one.legal_track == LegalTrack.PROGRAMME]
    with recorded_as_of(_morning(on)):
        add_terms_of_services(version, services, by=by, on=on)
        for service in [one for one in free if one.code not in TERMS][:SERVICES_IN_IT]:
            add_terms(version_id=version.pk, service_id=service.pk, by=by, on=on)


def _into_force(version: ProgrammeVersion, *, by: User, since: date) -> None:
    channels = "Projekt jest na tej stronie i w centrum, Rynek 900. Uwagi: cus@niepolomice.example albo 12 555 01 20."
    with recorded_as_of(_morning(since)):
        period = (since, since + _days(14))
        programmes.consult_version(version_id=version.pk, period=period, channels=channels, by=by, on=since)
    reported = since + _days(16)
    with recorded_as_of(_morning(reported)):
        report = "Nie wpłynęła żadna uwaga."
        programmes.close_consultation(version_id=version.pk, report=report, by=by, on=reported)
        programmes.submit_version(version_id=version.pk, by=by, on=reported)
    adopted, published = reported + _days(14), reported + _days(24)
    with recorded_as_of(_morning(published)):
        fields = {"number": f"XXI/214/{adopted.year}", "adopted_on": adopted, "starts_on": None}
        resolution = programmes.record_resolution(
            version_id=version.pk, municipality=version.centre.municipalities.get(), fields=fields, by=by, on=published
        )
        place = {"journal_year": published.year, "journal_position": 1907, "published_on": published}
        programmes.record_publication(resolution_id=resolution.pk, fields=place, by=by, on=published)


def _in_consultation(version: ProgrammeVersion, *, by: User, asked_from: date) -> None:
    channels = (
        "Przeczytaj projekt na tej stronie albo w centrum, Rynek 900. Uwagę przyślij na cus@niepolomice.example, "
        "przynieś na kartce albo zadzwoń: 12 555 01 20. Spotkanie: biblioteka, wtorek, 17:00."
    )
    with recorded_as_of(_morning(asked_from)):
        period = (asked_from, asked_from + _days(21))
        version = programmes.consult_version(
            version_id=version.pk, period=period, channels=channels, by=by, on=asked_from
        )
    day = asked_from + _days(2)
    fields = {
        "came_on": day,
        "came_from": "mieszkaniec",
        "concerns": "Ograniczenia i limity",
        "words": "40 godzin w roku to za mało dla kogoś, kto opiekuje się mamą całą dobę. Proszę o 60.",
    }
    with recorded_as_of(_morning(day)):
        note_remark(consultation_id=version.consultation_id or 0, fields=fields, by=by, on=day)


def _days(number: int) -> timedelta:
    return timedelta(days=number)


def _morning(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(9, 15)))
