"""One person's plan, from the first draft to the last talk: what a coordinator and the director do."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cus.cases.models import ContactKind, EndReason, Plan, PlanNeed, PlanVersion, ServiceRow
from cus.cases.services.plans import (
    ServiceGiven,
    SupportGiven,
    add_support_row,
    agree_plan,
    approve_plan,
    begin_change,
    begin_plan,
    change_coordinator,
    change_frame,
    change_need,
    change_service_row,
    close_plan,
    end_plan,
    move_row_along,
    note_delivered,
    note_summary_talk,
    pause_plan,
    return_plan,
)
from cus.law.plan import last_day_allowed
from cus.office.demo.case import Case
from cus.office.demo.loom import Story
from cus.office.demo.names import first_name, surnames, telephone
from cus.people.models import Sex

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
        return self.plan.versions.order_by("-number").first()

    # --- made

    def is_drafted(self, ago: int, *, starts: int, lasts: int = 300, helpers: int = 1) -> Story:
        """The draft, with needs in the person's words, amounts, and what neighbours do."""
        yield self.at(ago, self.coordinator)
        on, first = self.scene.day(ago), self.scene.on - timedelta(days=starts)
        self.plan = begin_plan(
            application_id=self.application.pk, coordinator_id=self.coordinator.pk, starts_on=first,
            by=self.coordinator, on=on,
        )  # fmt: skip
        version = self.version()
        last = min(first + timedelta(days=lasts - 1), last_day_allowed(starts_on=first))
        change_frame(
            version_id=version.pk, starts_on=first, ends_on=last, summary=self.voice.note("summary"),
            by=self.coordinator, on=on,
        )  # fmt: skip
        needs = self._name_goals(version, on=on)
        for row in version.service_rows.select_related("service"):
            self._settle_amount(row, needs, on=on)
        for line in self.scene.dice.sample(self.profile["support"], k=min(helpers, len(self.profile["support"]))):
            self._ask_a_helper(version, line, needs, on=on)

    def _name_goals(self, version: PlanVersion, *, on: date) -> list[PlanNeed]:
        needs = list(version.needs.order_by("position"))
        for need, line in zip(needs, self.profile["needs"], strict=False):
            words, goal = line.split(" | ")
            change_need(need_id=need.pk, need=words, goal=self.voice.say(goal), by=self.coordinator, on=on)
        return needs

    def _settle_amount(self, row: ServiceRow, needs: list[PlanNeed], *, on: date) -> None:
        version, usual = self.version(), self.usual(row.service.code)
        change_service_row(
            row_id=row.pk,
            given=ServiceGiven(
                need_id=needs[min(usual.need, len(needs) - 1)].pk,
                service_id=row.service_id,
                starts_on=version.starts_on,
                ends_on=version.ends_on,
                amount=usual.amount,
                unit=row.service.unit,
                rhythm=usual.rhythm,
                when=usual.when,
                provider_id=row.service.provider_id,
                fee_text=row.service.fee_text[:200],
            ),
            by=self.coordinator,
            on=on,
        )

    def _ask_a_helper(self, version: PlanVersion, line: str, needs: list[PlanNeed], *, on: date) -> None:
        kind, what, when, need = (part.strip() for part in line.split("|"))
        add_support_row(
            version_id=version.pk,
            given=SupportGiven(
                need_id=needs[min(int(need) - 1, len(needs) - 1)].pk,
                kind=kind,
                what=what,
                who=self._helper(kind),
                starts_on=version.starts_on,
                ends_on=version.ends_on,
                when=when,
                phone=telephone(self.scene.dice.randint(920, 999)) if kind == "NEIGHBOUR" else "",
            ),
            by=self.coordinator,
            on=on,
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
            by_whom=self.relative.name if self.relative and stands_in else self.person.name,
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
        """The first visit has taken place, the neighbour has come."""
        yield self.at(ago, self.coordinator)
        version = self.plan.versions.get(state="APPROVED")
        for row in [*version.service_rows.all(), *version.support_rows.all()]:
            move_row_along(
                plan_id=self.plan.pk, row_key=row.key, step="start", by=self.coordinator, on=self.scene.day(ago)
            )  # fmt: skip

    def stays_in_touch(self, since: int, until: int, *, every: int = 24, again: int | None = -9) -> Story:
        """Calls and visits from `since` to `until` days ago; after the last one the next is due at `again`."""
        ago = since
        while ago > until:
            following = max(ago - self.scene.dice.randint(every - 6, every + 6), until)
            yield from self._talks(ago, again=following)
            ago = following
        yield from self._talks(until, again=again)

    def _talks(self, ago: int, *, again: int | None) -> Story:
        dice = self.scene.dice
        if ago > 0 and dice.random() < UNREACHED:
            yield from self.is_noted(ago, ContactKind.CALL, self.voice.note("missed"), reached=False, again=again)
            return
        kind = dice.choices([kind for kind, _ in CONTACT_KINDS], [share for _, share in CONTACT_KINDS])[0]
        yield from self.is_noted(ago, kind, self.voice.note(NOTES[kind]), again=again)

    def is_delivered(self, ago: int, *, months: int = 2) -> Story:
        """At the beginning of a month: what was delivered in those before."""
        yield self.at(ago, self.coordinator)
        on = self.scene.day(ago)
        rows = ServiceRow.objects.filter(version__plan=self.plan, version__state="APPROVED").order_by("id")
        for back in range(months, 0, -1):
            month = _months_before(on, back)
            if self.plan.starts_on is None or month < self.plan.starts_on.replace(day=1):
                continue
            for row in rows:
                planned = (row.amount or Decimal(1)) * (WEEKS_IN_A_MONTH if row.rhythm == "WEEK" else 1)
                missed = self.scene.dice.choice((0, 0, 1, 2))
                note_delivered(
                    plan_id=self.plan.pk,
                    row_key=row.key,
                    month=month,
                    amount=max(planned - missed, Decimal(0)),
                    note=self.voice.note("delivered"),
                    by=self.coordinator,
                    on=on,
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
        row = version.service_rows.order_by("id").first()
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
