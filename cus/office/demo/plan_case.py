"""One person's plan, from the first draft to the last talk: what a coordinator and the director do."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cus.cases.models import (
    ContactKind,
    ContactNote,
    Delivered,
    EndReason,
    Plan,
    PlanNeed,
    PlanVersion,
    Rhythm,
    ServiceRow,
    SupportKind,
    SupportRow,
)
from cus.cases.services.plans import (
    ServiceGiven,
    agree_plan,
    approve_plan,
    begin_change,
    begin_plan,
    change_coordinator,
    change_service_row,
    close_plan,
    end_due_plans,
    end_plan,
    note_contact,
    note_summary_talk,
    pause_plan,
    return_plan,
    start_due_plans,
)
from cus.cases.states import RequestState, RowState, VersionState
from cus.law.plan import last_day_allowed
from cus.office.demo.case import Case
from cus.office.demo.loom import Story
from cus.office.demo.names import first_name, surnames, telephone
from cus.people.models import Sex
from cus.records.models import Event
from cus.records.models.subject import Subject

WEEKS_IN_A_MONTH = 4
CONTACT_KINDS = ((ContactKind.CALL, 60), (ContactKind.VISIT, 25), (ContactKind.OFFICE, 15))
NOTES = {ContactKind.CALL: "call", ContactKind.VISIT: "visit", ContactKind.OFFICE: "office"}
UNREACHED = 0.08


@dataclass(frozen=True)
class Usual:
    """How much of a service a profile usually gets, how often, when, and for which of its needs."""

    amount: Decimal
    rhythm: str
    when: str
    need: int


class PlanCase(Case):
    """A case that comes to a plan."""

    plan: Plan

    def usual(self, code: str) -> Usual:
        for line in self.profile["services"]:
            service, amount, rhythm, when, need = (part.strip() for part in line.split("|"))
            if service == code:
                return Usual(Decimal(amount), rhythm, when, int(need) - 1)
        return Usual(Decimal(1), "WEEK", "", 0)

    def version(self) -> PlanVersion:
        return self.plan.versions.order_by("-number")[0]

    # --- made

    def is_drafted(self, ago: int, *, starts: int, lasts: int = 300, helpers: int = 1) -> Story:
        """The draft, with needs in the person's words, amounts, and what neighbours do.

        Begun by the service; its lines are written at one stroke, since typing them is no event anybody is told.
        """
        yield self.at(ago, self.coordinator)
        first = self.scene.on - timedelta(days=starts)
        self.plan = begin_plan(
            application_id=self.application.pk,
            coordinator_id=self.coordinator.pk,
            starts_on=first,
            by=self.coordinator,
            on=self.scene.day(ago),
        )
        version = self.version()
        version.starts_on = first
        version.ends_on = min(first + timedelta(days=lasts - 1), last_day_allowed(starts_on=first))
        version.summary = self.voice.note("summary")
        version.save(update_fields=["starts_on", "ends_on", "summary"])
        needs = self._name_goals(version)
        self._settle_amounts(version, needs)
        lines = self.scene.dice.sample(self.profile["support"], k=min(helpers, len(self.profile["support"])))
        SupportRow.objects.bulk_create(self._helping(version, line, needs) for line in lines)

    def _name_goals(self, version: PlanVersion) -> list[PlanNeed]:
        needs = list(version.needs.order_by("position"))
        for need, line in zip(needs, self.profile["needs"], strict=True):
            need.goal = self.voice.say(line.split(" | ")[1])
        PlanNeed.objects.bulk_update(needs, ["goal"])
        return needs

    def _settle_amounts(self, version: PlanVersion, needs: list[PlanNeed]) -> None:
        rows = list(version.service_rows.select_related("service", "request"))
        for row in rows:
            usual = self.usual(row.service.code)
            row.need = needs[min(usual.need, len(needs) - 1)]
            row.when = usual.when
            if row.request is None or row.request.state != RequestState.GRANTED:
                row.amount, row.rhythm = usual.amount, usual.rhythm
                row.starts_on, row.ends_on = version.starts_on, version.ends_on
            row.starts_on = max(row.starts_on, version.starts_on)
            row.ends_on = max(min(row.ends_on, version.ends_on), row.starts_on)
        ServiceRow.objects.bulk_update(rows, ["need", "amount", "rhythm", "when", "starts_on", "ends_on"])

    def _helping(self, version: PlanVersion, line: str, needs: list[PlanNeed]) -> SupportRow:
        kind, what, when, need = (part.strip() for part in line.split("|"))
        return SupportRow(
            centre=version.centre,
            version=version,
            need=needs[min(int(need) - 1, len(needs) - 1)],
            position=9,
            kind=kind,
            what=what,
            who=self._helper(kind),
            starts_on=version.starts_on,
            ends_on=version.ends_on,
            when=when,
            phone=telephone(self.scene.dice.randint(920, 999)) if kind == SupportKind.NEIGHBOUR else "",
        )

    def _helper(self, kind: str) -> str:
        dice = self.scene.dice
        if kind == "FAMILY" and self.relative:
            return self.relative.name
        if kind == "SELF_HELP":
            return dice.choice(("koło gospodyń", "grupa w bibliotece", "klub przy parafii"))
        sex = dice.choice((Sex.FEMALE, Sex.FEMALE, Sex.MALE))
        years = 18 if kind == "VOLUNTEER" else dice.randint(40, 70)
        name = first_name(dice, sex=sex, born_on=self.scene.on - timedelta(days=365 * years))
        return f"{name} {surnames(dice)[sex]}"

    def is_agreed(self, ago: int) -> Story:
        yield self.at(ago, self.coordinator)
        on = self.scene.day(ago)
        stands_in = self.relative and (self.is_child or self.relative.kind == "STATUTORY_REPRESENTATIVE")
        agree_plan(
            version_id=self.version().pk,
            agreed_on=on,
            how=self.voice.note("agreed_how"),
            representation_id=self.relative.pk if self.relative and stands_in else None,
            by=self.coordinator,
            on=on,
        )

    def is_approved(self, ago: int, *, by: str = "director") -> Story:
        yield self.at(ago, self.who(by))
        approve_plan(version_id=self.version().pk, by=self.who(by), on=self.scene.day(ago))

    def is_returned(self, ago: int) -> Story:
        yield self.at(ago, self.who("director"))
        return_plan(
            version_id=self.version().pk,
            reason=self.voice.note("returned"),
            by=self.who("director"),
            on=self.scene.day(ago),
        )

    # --- lived

    def rows_start(self, ago: int) -> Story:
        """The calendar begins the plan; the first visit has taken place, the neighbour has come."""
        yield self.at(ago, self.coordinator)
        start_due_plans(on=self.scene.day(ago))
        version = self.plan.versions.get(state=VersionState.APPROVED)
        for rows in (version.service_rows, version.support_rows):
            rows.update(state=RowState.STARTED)

    def stays_in_touch(self, since: int, until: int, *, every: int = 26, again: int | None = -9) -> Story:
        """Calls and visits from `since` to `until` days ago; after the last one the next is due at `again`.

        The last is noted as the coordinator notes it; those before are written down at one stroke.
        """
        days = []
        while since > until:
            days.append(since)
            since -= self.scene.dice.randint(every - 6, every + 6)
        if days:
            yield self.at(days[-1], self.coordinator)
            self._write_down([self._contact(day, may_miss=True) for day in days])
        yield self.at(until, self.coordinator)
        last = self._contact(until, may_miss=False)
        note_contact(
            person_id=self.person.pk,
            plan_id=self.plan.pk,
            kind=last.kind,
            text=last.text,
            next_contact_on=None if again is None else max(self.scene.day(again), last.happened_on),
            by=self.coordinator,
            on=last.happened_on,
        )

    def _contact(self, ago: int, *, may_miss: bool) -> ContactNote:
        dice = self.scene.dice
        kind = dice.choices([kind for kind, _ in CONTACT_KINDS], [share for _, share in CONTACT_KINDS])[0]
        missed = may_miss and dice.random() < UNREACHED
        return ContactNote(
            centre=self.scene.centre,
            person=self.person,
            application=self.application,
            plan=self.plan,
            kind=ContactKind.CALL if missed else kind,
            happened_on=self.scene.day(ago),
            reached=not missed,
            text=self.voice.note("missed" if missed else NOTES[kind]),
            author=self.coordinator,
        )

    def _write_down(self, notes: list[ContactNote]) -> None:
        """Notes with the events `note_contact` would have recorded, each as of its own day."""
        ContactNote.objects.bulk_create(notes)
        Event.objects.bulk_create(
            Event(
                centre_id=self.scene.centre.pk,
                name="contact.noted",
                subject_kind=Subject.of(note).kind,
                subject_id=note.pk,
                story_kind=Subject.of(self.person).kind,
                story_id=self.person.pk,
                actor=self.coordinator,
                happened_at=self.scene.moment_on(note.happened_on),
                details={"kind": note.get_kind_display(), "text": note.text, "reached": note.reached},
            )
            for note in notes
        )

    def is_delivered(self, ago: int, *, months: int = 2) -> Story:
        """At the beginning of a month: what was delivered in those before."""
        yield self.at(ago, self.coordinator)
        started_on = Plan.objects.values_list("starts_on", flat=True).get(pk=self.plan.pk)
        months_back = [_months_before(self.scene.day(ago), back) for back in range(months, 0, -1)]
        rows = list(ServiceRow.objects.filter(version__plan=self.plan, version__state=VersionState.APPROVED))
        Delivered.objects.bulk_create(
            self._delivered(row, month)
            for month in months_back
            if started_on and month >= started_on.replace(day=1)
            for row in sorted(rows, key=lambda row: row.pk)
        )

    def _delivered(self, row: ServiceRow, month: date) -> Delivered:
        planned = (row.amount or Decimal(1)) * (WEEKS_IN_A_MONTH if row.rhythm == Rhythm.WEEK else 1)
        missed = self.scene.dice.choice((0, 0, 1, 2))
        return Delivered(
            centre=self.scene.centre,
            plan=self.plan,
            row_key=row.key,
            month=month,
            amount=max(planned - missed, Decimal(0)),
            note=self.voice.note("delivered"),
            noted_by=self.coordinator,
        )

    def is_paused(self, ago: int, *, until: int | None = None) -> Story:
        yield self.at(ago, self.coordinator)
        on = self.scene.day(ago)
        pause_plan(
            plan_id=self.plan.pk,
            reason=self.voice.note("pause"),
            starts_on=on,
            ends_on=None if until is None else self.scene.day(until),
            by=self.coordinator,
            on=on,
        )

    def begins_to_change(self, ago: int) -> Story:
        """A new version: one service less or more often."""
        yield self.at(ago, self.coordinator)
        on = self.scene.day(ago)
        version = begin_change(plan_id=self.plan.pk, reason=self.voice.note("change"), by=self.coordinator, on=on)
        row = version.service_rows.order_by("id")[0]
        amount = max((row.amount or Decimal(2)) + self.scene.dice.choice((-2, -1, 1)), Decimal(1))
        given = ServiceGiven(
            need_id=row.need_id, service_id=row.service_id, starts_on=row.starts_on, ends_on=row.ends_on,
            amount=amount, unit=row.unit, rhythm=row.rhythm, when=row.when, provider_id=row.provider_id,
            fee_text=row.fee_text,
        )  # fmt: skip
        change_service_row(row_id=row.pk, given=given, by=self.coordinator, on=on)

    def is_changed(self, ago: int) -> Story:
        """Begun, agreed and approved within a week."""
        yield from self.begins_to_change(ago)
        yield from self.is_agreed(ago - 2)
        yield from self.is_approved(ago - 5, by="organiser")

    def changes_hands(self, ago: int, to: str) -> Story:
        yield self.at(ago, self.who("organiser"))
        change_coordinator(
            plan_id=self.plan.pk,
            coordinator_id=self.who(to).pk,
            reason="Wyrównanie liczby osób między koordynatorami",
            by=self.who("organiser"),
            on=self.scene.day(ago),
        )
        self.coordinator = self.who(to)

    # --- ended

    def runs_out(self, ago: int) -> Story:
        """The calendar ends the plan on the day after its last."""
        yield self.at(ago)
        end_due_plans(on=self.scene.on - timedelta(days=ago))

    def ends_early(self, ago: int, reason: EndReason) -> Story:
        yield self.at(ago, self.coordinator)
        end_plan(
            plan_id=self.plan.pk, reason=reason, note=self.voice.note(EARLY[reason]), by=self.coordinator,
            on=self.scene.day(ago),
        )  # fmt: skip

    def is_talked_over(self, ago: int, *, held: bool = True) -> Story:
        yield self.at(ago, self.coordinator)
        on = self.scene.day(ago)
        told = (
            {"held_on": on, "present": self.relative.name if self.relative else "", "note": self.voice.note("talk")}
            if held
            else {"why_none": self.voice.note("no_talk")}
        )
        note_summary_talk(plan_id=self.plan.pk, by=self.coordinator, on=on, **told)  # type: ignore[arg-type]

    def is_closed(self, ago: int) -> Story:
        yield self.at(ago, self.coordinator)
        close_plan(
            plan_id=self.plan.pk,
            course_and_results=self.voice.note("results"),
            by=self.coordinator,
            on=self.scene.day(ago),
        )


EARLY = {EndReason.MOVED: "moved", EndReason.GOALS_REACHED: "reached", EndReason.RESIGNED: "resigned",
         EndReason.OTHER_CARE: "other_care"}  # fmt: skip


def _months_before(day: date, back: int) -> date:
    """The first day of the month so many months before."""
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)
