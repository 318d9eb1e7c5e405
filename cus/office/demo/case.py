"""One person's case, step by step through the services of the house. A step is what somebody in the office does."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from cus.accounts.models import User
from cus.cases.models import (
    Applicant,
    Application,
    Decision,
    FilingChannel,
    RecognitionPlace,
    RequestedService,
    StopReason,
)
from cus.cases.models.transfer import TransferAnswer
from cus.cases.services.clock import StopGiven, stop_clock
from cus.cases.services.completing import (
    call_to_complete,
    complete_application,
    set_aside_application,
    withdraw_application,
)
from cus.cases.services.intake import file_application
from cus.cases.services.outcomes import (
    answer_transfer,
    assign_coordinator,
    deliver_decision,
    draft_refusal,
    note_coordination,
    pass_on,
    put_on_waiting_list,
    qualify_service,
    recognise_needs,
    sign_decision,
)
from cus.cases.services.plans import note_contact
from cus.cases.states import RequestState
from cus.kit.errors import Refused
from cus.office.demo.care import granted, is_by_decision
from cus.office.demo.loom import Moment, Story
from cus.office.demo.scene import Scene
from cus.office.demo.words import Voice
from cus.people.models import Sex
from cus.records.models.letter import DeliveryWay

YOUNG_UNDER = 66
CHILD_UNDER = 18
PROVISION = (
    "ustawa z 19 lipca 2019 r. o realizowaniu usług społecznych przez centrum usług społecznych (Dz.U. 2019 poz. 1818)"
    " oraz warunki kwalifikowania w programie usług społecznych (przykład)"
)
APPEAL = (
    "Od tej decyzji przysługuje odwołanie do Samorządowego Kolegium Odwoławczego w Krakowie. Składa się je przez nas, "
    "w ciągu 14 dni od doręczenia. Pomożemy je napisać."
)
CONSENTS = ("ustnie, w rozmowie w domu", "podpis na oświadczeniu", "ustnie, przez telefon, potwierdzone podpisem")
PASSED_ON = {
    "assistance": "Usługi opiekuńcze wymagają decyzji, którą przygotowuje zespół pomocy społecznej.",
    "housing": "Sprawa dotyczy zamiany mieszkania na parter, prowadzi ją urząd.",
    "school": "Najpierw pomoc w szkole, potem u nas.",
}
CHANNELS = (
    (FilingChannel.PHONE, 55),
    (FilingChannel.IN_PERSON, 22),
    (FilingChannel.ONLINE, 15),
    (FilingChannel.PAPER, 8),
)


class Case:
    """What happens to one person. Every step takes how many days ago it happens."""

    application: Application
    decision: Decision
    asks_only_of_programmes = False  # a refusal to qualify is no answer to a wish for help by a decision

    def __init__(self, scene: Scene, key: str, profile: dict[str, Any], *, coordinator: str) -> None:
        self.scene = scene
        self.person = scene.people[key]
        self.relative = scene.relatives.get(key)
        self.profile = profile
        self.coordinator = scene.staff[coordinator]
        self.voice = self._voice()

    def _voice(self) -> Voice:
        age = self.person.age(on=self.scene.on) or 0
        deck = self.scene.deck
        voice = Voice(deck, first_name=self.person.first_name, sex=Sex(self.person.sex), is_young=age < YOUNG_UNDER)
        if age < CHILD_UNDER and self.relative:
            voice.name = f"pani {self.relative.name.split()[0]}"
        return voice

    @property
    def is_child(self) -> bool:
        return (self.person.age(on=self.scene.on) or 0) < CHILD_UNDER

    def at(self, ago: int, by: User | None = None) -> Moment:
        return Moment(self.scene.moment(ago), by)

    def who(self, role: str) -> User:
        return self.scene.staff[role]

    # --- the beginning

    def files(self, ago: int, *, asks: list[str] | None = None, signal_id: int | None = None) -> Story:
        """The person, or who acts for them, applies: by phone as a rule."""
        channel = self.scene.dice.choices([one for one, _ in CHANNELS], [share for _, share in CHANNELS])[0]
        by = None if channel == FilingChannel.ONLINE and signal_id is None else self.who("front_desk")
        if signal_id is not None:
            channel = FilingChannel.PHONE
        moment = self.at(ago, by)
        yield moment
        self.application = file_application(
            centre=self.scene.centre,
            person_id=self.person.pk,
            services=[self.scene.services[code] for code in asks or self._asks()],
            applicant=self.relative.kind if self.relative else Applicant.PERSON,
            representation_id=self.relative.pk if self.relative else None,
            channel=channel,
            situation=self.voice.of(self.profile, "began", "hard_now", "asked"),
            submission_key=uuid4(),
            signal_id=signal_id,
            by=by,
            at=moment.at,
        )

    def _asks(self) -> list[str]:
        """The first service of the profile, and as a rule one or two of the others."""
        first, *others = [code for code in self.profile["asks"] if self._may_ask(code)]
        more = min(self.scene.dice.choice((0, 1, 1, 2)), len(others))
        return [first, *self.scene.dice.sample(others, k=more)]

    def _may_ask(self, code: str) -> bool:
        return not (self.asks_only_of_programmes and is_by_decision(self.scene.services[code]))

    def is_called_to_complete(self, ago: int, *, within: int = 14) -> Story:
        by = self.who("front_desk")
        yield self.at(ago, by)
        on = self.scene.day(ago)
        call_to_complete(
            application_id=self.application.pk,
            missing=self.voice.note("missing"),
            complete_by=on + timedelta(days=within),
            by=by,
            on=on,
        )

    def completes(self, ago: int) -> Story:
        by = self.who("front_desk")
        yield self.at(ago, by)
        complete_application(application_id=self.application.pk, by=by, on=self.scene.day(ago))

    def is_set_aside(self, ago: int) -> Story:
        by = self.who("organiser")
        yield self.at(ago, by)
        set_aside_application(
            application_id=self.application.pk,
            reason="Mimo wezwania i dwóch telefonów dokument nie przyszedł. Nowy wniosek można złożyć zawsze.",
            by=by,
            on=self.scene.day(ago),
        )

    def withdraws(self, ago: int) -> Story:
        by = self.who("front_desk")
        yield self.at(ago, by)
        withdraw_application(
            application_id=self.application.pk,
            reason=self.voice.note("withdrawn"),
            by=by,
            on=self.scene.day(ago),
        )

    # --- listened to

    def is_taken(self, ago: int) -> Story:
        """The organiser gives the case to its coordinator."""
        by = self.who("organiser")
        yield self.at(ago, by)
        assign_coordinator(
            application_id=self.application.pk, coordinator_id=self.coordinator.pk, by=by, on=self.scene.day(ago)
        )

    def is_heard(self, ago: int, *, finished: bool = True, told: dict[str, str] | None = None) -> Story:
        """The coordinator listens, most often at home."""
        yield self.at(ago, self.coordinator)
        on = self.scene.day(ago)
        at_home = self.scene.dice.random() < 0.8
        findings = {topic: self.voice.of(self.profile, topic) for topic in ("can", "hard", "wants", "worries")}
        findings["can_do"] = findings.pop("can")
        findings |= {
            "place_detail": "w domu, przy stole w kuchni" if at_home else "pokój rozmów, parter",
            "present": f"{self.relative.name} ({self.relative.relation})" if self.relative else "",
            "strengths": self.voice.note("strengths"),
            "network": self.voice.note("network"),
            "needs": "\n".join(need.split(" | ")[0] for need in self.profile["needs"]),
        }
        recognise_needs(
            application_id=self.application.pk,
            held_on=on,
            place=RecognitionPlace.STAY if at_home else RecognitionPlace.CENTRE,
            finished=finished,
            findings=findings | (told or {}),  # type: ignore[arg-type]
            by=self.coordinator,
            on=on,
        )

    # --- the outcome

    def requests(self, *states: RequestState) -> list[RequestedService]:
        return list(self.application.requests.filter(state__in=states).select_related("service").order_by("id"))

    def asked_for(self, code: str) -> RequestedService:
        return self.application.requests.select_related("service").get(service__code=code)

    def is_qualified(self, ago: int, *, coordinated: bool = True, only: int | None = None, but: str = "") -> Story:
        """Qualified for what was asked, as far as places go; for the rest, and for `but`, on the waiting list."""
        yield self.at(ago, self.coordinator)
        on = self.scene.day(ago)
        considered = self.requests(RequestState.OPEN)[:only]
        for request in considered:
            if not is_by_decision(request.service):
                self._give_a_place(request, waits=request.service.code == but, on=on)
        note_coordination(
            application_id=self.application.pk,
            starts_on=on,
            ends_on=None if coordinated else on + timedelta(days=60),
            by=self.coordinator,
            on=on,
        )
        for request in considered:
            if is_by_decision(request.service):
                yield from granted(self, ago, request)

    def _give_a_place(self, request: RequestedService, *, waits: bool, on: date) -> None:
        if not waits:
            try:
                qualify_service(request_id=request.pk, by=self.coordinator, on=on)
                return
            except Refused:
                pass
        put_on_waiting_list(request_id=request.pk, by=self.coordinator, on=on, note=self.voice.note("waiting"))

    def is_passed_on(self, ago: int, *, unit: str, only: str | None = None) -> Story:
        """With consent to another team or unit: all of it, or one service."""
        yield self.at(ago, self.coordinator)
        on = self.scene.day(ago)
        requests = [one for one in self.requests(RequestState.OPEN) if only in (None, one.service.code)]
        self.transfer = pass_on(
            application_id=self.application.pk,
            request_ids=[one.pk for one in requests],
            unit_id=self.scene.units[unit].pk,
            consented_on=on,
            consented_how=self.scene.deck.deal(CONSENTS),
            reason=PASSED_ON[unit],
            follow_up_on=on + timedelta(days=14),
            by=self.coordinator,
            on=on,
        )

    def is_answered(self, ago: int, answer: TransferAnswer) -> Story:
        yield self.at(ago, self.coordinator)
        kind = "taken_over" if answer == TransferAnswer.TAKEN else "sent_back"
        answer_transfer(
            transfer_id=self.transfer.pk,
            answer=answer,
            note=self.voice.note(kind),
            by=self.coordinator,
            on=self.scene.day(ago),
        )

    # --- a refusal

    def refusal_is_drafted(self, ago: int, *, for_lack_of_places: bool = False) -> Story:
        yield self.at(ago, self.coordinator)
        kind = "refused_places" if for_lack_of_places else "refused_conditions"
        self.decision = draft_refusal(
            application_id=self.application.pk,
            request_ids=[one.pk for one in self.requests(RequestState.OPEN, RequestState.WAITING)],
            reasons=self.voice.note(kind),
            provision=PROVISION,
            appeal_instruction=APPEAL,
            for_lack_of_places=for_lack_of_places,
            by=self.coordinator,
            on=self.scene.day(ago),
        )

    def stands(self, ago: int, reason: StopReason, words: str) -> Story:
        """The case waits, and says what for."""
        yield self.at(ago, self.coordinator)
        on = self.scene.day(ago)
        given = StopGiven(reason=reason, starts_on=on, words=words, expected_on=on + timedelta(days=14))
        stop_clock(application_id=self.application.pk, given=given, by=self.coordinator, on=on)

    def refusal_is_signed(self, ago: int, *, by: str = "director") -> Story:
        yield self.at(ago, self.who(by))
        sign_decision(decision_id=self.decision.pk, by=self.who(by), on=self.scene.day(ago))

    def refusal_is_delivered(self, ago: int) -> Story:
        yield self.at(ago, self.who("organiser"))
        deliver_decision(
            decision_id=self.decision.pk,
            way=DeliveryWay.POST,
            delivered_on=self.scene.day(ago),
            by=self.who("organiser"),
            on=self.scene.day(ago),
        )

    # --- staying in touch

    def is_noted(self, ago: int, kind: str, text: str, *, reached: bool = True, again: int | None = None) -> Story:
        """A contact, written down; `again`: the next one is due that many days ago (less than 0: in the future)."""
        yield self.at(ago, self.coordinator)
        note_contact(
            person_id=self.person.pk,
            application_id=self.application.pk,
            kind=kind,
            text=text,
            reached=reached,
            next_contact_on=None if again is None else max(self.scene.day(again), self.scene.day(ago)),
            by=self.coordinator,
            on=self.scene.day(ago),
        )
