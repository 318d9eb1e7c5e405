"""The people a presenter opens: Maria, whose story is told in full, and seven others in a telling state each."""

from collections.abc import Generator

from cus.cases.models import ContactKind
from cus.cases.models.signal import ReporterKind
from cus.cases.services.assistance.interviews import InterviewParts
from cus.cases.services.plans import add_task
from cus.cases.services.signals import note_signal_contact, receive_signal
from cus.office.demo.assessments import AFTER_TWO_WEEKS, HOME_FROM_HOSPITAL, NOW, assessed
from cus.office.demo.care import decided, visited
from cus.office.demo.field import written_apart
from cus.office.demo.loom import Moment, Story
from cus.office.demo.plan_case import PlanCase
from cus.office.demo.stories.plans import drafted, ending_soon, lived, paused, running


def of_maria(case: PlanCase) -> Story:
    """Home from hospital, 78, alone; her daughter Anna applies; three days are left for the plan."""
    signal_id = yield from _neighbour_reports(case)
    yield from case.files(27, asks=["U018", "U022", "U034", "U049"], signal_id=signal_id)
    yield from case.is_taken(26)
    yield from case.is_noted(25, ContactKind.CALL, "Pani Maria zaprasza, gdy będzie córka. Woli, żeby dzwonić "
                             "po dziewiątej, rano nie słyszy telefonu.")  # fmt: skip
    yield from assessed(
        case, 24, HOME_FROM_HOSPITAL, present="pani Maria i córka Anna, przez telefon", note="Boi się wstawać."
    )  # fmt: skip
    yield from visited(case, 19, learnt=MARIA_AT_HOME)
    yield from case.is_noted(
        17, ContactKind.VISIT, "Kuba Nowicki, wolontariusz ze szkoły, przyniósł książki i został na herbacie godzinę. "
        "Pani Maria prosi, żeby przyszedł znowu.",
    )  # fmt: skip
    yield from case.is_heard(
        14, told=MARIA_SAID | {"present": "córka Anna Zielińska-Kowal", "place_detail": "w domu, przy stole w kuchni"}
    )
    yield from assessed(case, 14, AFTER_TWO_WEEKS, present="pani Maria, córka Anna")
    yield from decided(case, 13, case.asked_for("U018"), hours=22, lasts=52)
    yield from case.is_qualified(11, but="U034")
    yield from case.is_noted(9, ContactKind.CALL, "Pierwsza wizyta opiekunki, Haliny Wrony, od 8:00 do 9:30. „Zjadłam "
                             "śniadanie, bolało mnie kolano, ale było miło”.")  # fmt: skip
    yield from case.is_noted(6, ContactKind.CALL, "Teresa Lis z tej samej klatki będzie robić zakupy we wtorki i "
                             "piątki. Wie, kiedy przyjść. Nie mówiliśmy o zdrowiu.")  # fmt: skip
    yield from case.is_drafted(5, starts=-6, helpers=3)
    yield from assessed(
        case, 4, NOW, present="pani Maria", note="Chodzi z balkonikiem. Do wanny wchodzi z opiekunką."
    )  # fmt: skip
    yield from case.is_noted(1, ContactKind.CALL, "Obiady od środy o 12:30, Spółdzielnia „Razem” potwierdziła. Zupa "
                             "bez soli. Córka prosi o wcześniejszą godzinę w piątki.")  # fmt: skip
    yield from _visit_of_today(case)


MARIA_AT_HOME: InterviewParts = {
    "place_detail": "w domu, drugie piętro",
    "present": "córka Anna Zielińska-Kowal, przez telefon",
    "situation": "Mieszka sama. Tydzień po powrocie ze szpitala, po złamaniu biodra.",
    "health": "Przechodzi o balkoniku z pokoju do kuchni. Do wanny nie wejdzie bez drugiej osoby.",
    "housing": "Dwa pokoje na drugim piętrze, bez windy. W łazience wanna, brak uchwytów.",
    "family": "Córka Anna mieszka 200 km stąd, dzwoni codziennie, przyjeżdża co drugi weekend.",
    "income": "Emerytura 2640 zł. Leki około 180 zł w miesiącu.",
    "conclusions": "Przez najbliższe tygodnie potrzebuje codziennej pomocy rano. Potem trzeba sprawdzić ponownie.",
    "proposed_help": "22 godziny w miesiącu, dni robocze rano, na niespełna dwa miesiące; potem aktualizacja wywiadu.",
}
MARIA_SAID = {
    "can_do": "Sama je, ubiera się na siedząco, dzwoni do córki. Przechodzi o balkoniku z pokoju do kuchni.",
    "hard": "Schody, samotne noce, zakupy. Wejście do wanny.",
    "wants": "„Chcę zostać u siebie. I żeby Anna nie musiała rzucać pracy.”",
    "worries": "Boi się, że upadnie w nocy i nikt nie usłyszy.",
    "strengths": "Pogodna, dobrze zorganizowana, zna wszystkich w klatce. Przez trzydzieści lat uczyła w szkole.",
    "network": "Córka Anna dzwoni codziennie, mieszka 200 km stąd. Teresa Lis z tej samej klatki ma klucz.",
}


def _neighbour_reports(case: PlanCase) -> Generator[Moment, None, int]:
    by = case.who("front_desk")
    moment = case.at(28, by)
    yield moment
    signal = receive_signal(
        centre=case.scene.centre,
        by=by,
        at=moment.at,
        reporter_kind=ReporterKind.NEIGHBOUR,
        reporter_name="Teresa Lis, sąsiadka z tej samej klatki",
        about_name=case.person.name,
        about_where=case.person.address,
        about_phone=case.person.phone,
        content="Pani Maria wróciła wczoraj ze szpitala po złamaniu biodra. Jest sama, drugie piętro bez windy. "
        "Ktoś powinien zajrzeć.",
        person=case.person,
    )
    yield case.at(28, by)
    note_signal_contact(
        signal_id=signal.pk, by=by, on=case.scene.day(28),
        note="Oddzwonione tego samego dnia. Pani Maria chce pomocy, jutro zadzwoni córka Anna.",
    )  # fmt: skip
    return signal.pk


def _visit_of_today(case: PlanCase) -> Story:
    yield case.at(1, case.coordinator)
    add_task(
        text="13:00 wizyta u pani Marii: uzgodnienie planu, będzie córka",
        due_on=case.scene.on,
        application_id=case.application.pk,
        by=case.coordinator,
        on=case.scene.day(1),
    )


def of_roman(case: PlanCase) -> Story:
    """The plan is two days late."""
    yield from drafted(case, 32, starts=-5)


def of_henryk(case: PlanCase) -> Story:
    """Runs well, changed once; Henryk signs in himself."""
    yield from lived(case, 150, until=38, helpers=2)
    yield from case.is_changed(36)
    yield from case.stays_in_touch(24, 4, again=0)
    yield from case.is_delivered(3)
    yield case.at(2, case.coordinator)
    add_task(
        text="Zapytać, czy łóżko dojechało", due_on=case.scene.on, application_id=case.application.pk,
        by=case.coordinator, on=case.scene.day(2),
    )  # fmt: skip


def of_krystyna(case: PlanCase) -> Story:
    """Ends in three weeks: time to arrange the talk."""
    yield from ending_soon(case, 260, left=21)


def of_zofia(case: PlanCase) -> Story:
    """Nobody has called for two months."""
    yield from running(case, 230, until=61, again=None)


def of_stanislawa(case: PlanCase) -> Story:
    """In hospital: the plan stands still."""
    yield from paused(case, 120, since=12)


def of_lukasz(case: PlanCase) -> Story:
    """Being listened to; ten days gone, twenty left. What the tablet brought back waits to be merged."""
    yield from case.files(10)
    yield from case.is_taken(9)
    yield from case.is_heard(3, finished=False)
    yield from written_apart(case)


def of_barbara(case: PlanCase) -> Story:
    """Just begun."""
    yield from running(case, 40, until=7)


STORIES = (
    ("maria", "after_hospital", of_maria),
    ("roman", "alone", of_roman),
    ("henryk", "stroke", of_henryk),
    ("krystyna", "alone", of_krystyna),
    ("zofia", "alone", of_zofia),
    ("stanislawa", "after_hospital", of_stanislawa),
    ("lukasz", "disability", of_lukasz),
    ("barbara", "after_hospital", of_barbara),
)
