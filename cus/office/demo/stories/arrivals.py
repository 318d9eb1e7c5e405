"""Signals and applications on their way: reported, filed, incomplete, heard, passed on, refused, withdrawn."""

from cus.cases.models import ContactKind, StopReason
from cus.cases.models.signal import ReporterKind
from cus.cases.models.transfer import TransferAnswer
from cus.cases.services.outcomes import drop_refusal, note_appeal, reverse_decision, uphold_decision
from cus.cases.services.signals import close_signal, note_signal_contact, receive_signal
from cus.office.demo.case import Case
from cus.office.demo.loom import Moment, Story
from cus.office.demo.scene import Scene
from cus.office.demo.words import read
from cus.people.models import Person

BEFORE_IT_STANDS = 11  # days from the filing to the first day of a standstill
LATELY = 40  # days; older cases have other contacts to show
REPORTERS = {
    "Sąsiadka z tej samej klatki.": ReporterKind.NEIGHBOUR,
    "Sąsiad z naprzeciwka.": ReporterKind.NEIGHBOUR,
    "Pracowniczka socjalna ze szpitala.": ReporterKind.HOSPITAL,
    "Pielęgniarka środowiskowa.": ReporterKind.HOSPITAL,
    "Ekspedientka ze sklepu.": ReporterKind.OTHER,
    "Sołtyska.": ReporterKind.NEIGHBOUR,
    "Listonosz.": ReporterKind.OTHER,
    "Wychowawczyni ze szkoły.": ReporterKind.INSTITUTION,
}


def a_signal(scene: Scene, person: Person, ago: int, *, contacted: int | None = None, closed: int | None = None,
             need: str = "") -> Story:  # fmt: skip
    """Somebody reports; perhaps the person is reached; perhaps nothing more is to be done."""
    words, deal = read("notes.toml")["signal"], scene.deck.deal
    who = deal(words["who"])
    by = scene.staff["community" if scene.dice.random() < 0.3 else "front_desk"]
    moment = Moment(scene.moment(ago), by)
    yield moment
    signal = receive_signal(
        centre=scene.centre,
        by=by,
        at=moment.at,
        reporter_kind=REPORTERS[who],
        reporter_name=who.rstrip("."),
        about_name=person.name,
        about_where=person.address,
        about_phone=person.phone,
        content=f"{deal(words['what'])} {deal(words['how'])}",
        is_urgent=scene.dice.random() < 0.2,
    )
    if contacted is not None:
        yield Moment(scene.moment(contacted), by)
        note_signal_contact(signal_id=signal.pk, note=deal(words["contacted"]), by=by, on=scene.day(contacted))
    if closed is not None:
        yield Moment(scene.moment(closed), by)
        close_signal(
            signal_id=signal.pk, reason=deal(words["closed"]), by=by, on=scene.day(closed), unmet_need=need,
            town=person.town,
        )  # fmt: skip


def from_a_signal(case: Case, reported: int, filed: int) -> Story:
    """A neighbour reports, the person is asked and applies."""
    words, deal, by = read("notes.toml")["signal"], case.scene.deck.deal, case.who("front_desk")
    moment = case.at(reported, by)
    yield moment
    signal = receive_signal(
        centre=case.scene.centre, by=by, at=moment.at, reporter_kind=ReporterKind.NEIGHBOUR,
        reporter_name="Sąsiadka", about_name=case.person.name, about_where=case.person.address,
        about_phone=case.person.phone, content=f"{deal(words['what'])} {deal(words['how'])}", person=case.person,
    )  # fmt: skip
    yield from case.files(filed, signal_id=signal.pk)


def just_filed(case: Case, filed: int) -> Story:
    yield from case.files(filed)


def incomplete(case: Case, filed: int) -> Story:
    yield from case.files(filed)
    yield from case.is_called_to_complete(filed - 2)


def completed(case: Case, filed: int) -> Story:
    yield from incomplete(case, filed)
    yield from case.completes(max(filed - 8, 1))


def never_completed(case: Case, filed: int) -> Story:
    yield from incomplete(case, filed)
    yield from case.is_set_aside(filed - 20)


def withdrawn(case: Case, filed: int) -> Story:
    yield from case.files(filed)
    yield from case.is_taken(filed - 1)
    yield from case.withdraws(filed - 6)


def taken(case: Case, filed: int) -> Story:
    yield from case.files(filed)
    yield from case.is_taken(filed - 1)


def being_heard(case: Case, filed: int) -> Story:
    """The talk is half written down."""
    yield from taken(case, filed)
    yield from case.is_noted(max(filed - 2, 1), ContactKind.CALL, case.voice.note("first_call"))
    yield from case.is_heard(max(filed - 6, 1), finished=False)


def heard(case: Case, filed: int) -> Story:
    yield from taken(case, filed)
    if filed <= LATELY:
        yield from case.is_noted(max(filed - 2, 1), ContactKind.CALL, case.voice.note("first_call"))
    yield from case.is_heard(max(filed - 6, 1))


def partly_decided(case: Case, filed: int) -> Story:
    yield from heard(case, filed)
    yield from case.is_qualified(max(filed - 9, 0), only=1)


def waiting(case: Case, filed: int) -> Story:
    """Asks for what many ask for: waits, unless a place is free."""
    yield from case.files(filed, asks=[case.profile["scarce"]])
    yield from case.is_taken(filed - 1)
    yield from case.is_heard(filed - 6)
    yield from case.is_qualified(filed - 9, coordinated=False)
    if filed > 40:
        yield from case.is_noted(filed - 30, ContactKind.CALL, case.voice.note("call"))


def qualified(case: Case, filed: int) -> Story:
    """Served without a plan: nothing to coordinate for three months."""
    yield from heard(case, filed)
    yield from case.is_qualified(filed - 9, coordinated=False)


def qualified_for_a_plan(case: Case, filed: int) -> Story:
    """Qualified, the plan not begun yet."""
    yield from heard(case, filed)
    yield from case.is_qualified(max(filed - 9, 0))


def passed_on(case: Case, filed: int, *, unit: str = "assistance", answer: TransferAnswer | None = None) -> Story:
    yield from heard(case, filed)
    yield from case.is_passed_on(filed - 9, unit=unit)
    if answer:
        yield from case.is_answered(filed - 17, answer)


def refused(case: Case, filed: int, *, until: str = "drafted", for_lack_of_places: bool = False) -> Story:
    """A refusal, told as far as the named step."""
    steps = ("drafted", "signed", "delivered", "appealed", "upheld", "reversed")
    far = steps.index(until)
    case.asks_only_of_programmes = True
    yield from heard(case, filed)
    yield from case.refusal_is_drafted(filed - 10, for_lack_of_places=for_lack_of_places)
    if far == 0 and filed > BEFORE_IT_STANDS:
        yield from case.stands(filed - BEFORE_IT_STANDS, StopReason.ANOTHER_BODY, "opinia poradni zdrowia")
    if far >= 1:
        yield from case.refusal_is_signed(filed - 13, by="organiser" if for_lack_of_places else "director")
    if far >= 2:
        yield from case.refusal_is_delivered(filed - 19)
    if far >= 3:
        yield from _appeals(case, filed - 28)
    if far >= 4:
        yield from _appeal_ends(case, filed - 60, reversed_=until == "reversed")
    if until == "reversed":
        yield from case.is_qualified(filed - 66, coordinated=False)


def refusal_given_up(case: Case, filed: int) -> Story:
    """Drafted, talked over, dropped: the service is open again."""
    yield from refused(case, filed)
    by = case.who("organiser")
    yield case.at(filed - 12, by)
    drop_refusal(decision_id=case.decision.pk, by=by, on=case.scene.day(filed - 12))


def _appeals(case: Case, ago: int) -> Story:
    by, on = case.who("organiser"), case.scene.day(ago)
    yield case.at(ago, by)
    note_appeal(decision_id=case.decision.pk, appealed_on=on, by=by, on=on)
    yield from case.is_noted(ago, ContactKind.LETTER, case.voice.note("appeal"))


def _appeal_ends(case: Case, ago: int, *, reversed_: bool) -> Story:
    by, on = case.who("organiser"), case.scene.day(ago)
    yield case.at(ago, by)
    if reversed_:
        reverse_decision(
            decision_id=case.decision.pk, ended_on=on, by=by, on=on,
            note="Kolegium uchyliło decyzję: nowe zaświadczenie wystarcza.",
        )  # fmt: skip
    else:
        uphold_decision(
            decision_id=case.decision.pk, ended_on=on, by=by, on=on, note="Kolegium utrzymało decyzję w mocy."
        )
