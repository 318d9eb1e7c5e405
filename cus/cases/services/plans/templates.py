"""Templates of plans and typical goals: kept by the organiser, begun from by coordinators, free of persons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.cases.identities import refuse_identities, without_identities
from cus.cases.models import (
    PlanNeed,
    PlanTemplate,
    PlanVersion,
    Rhythm,
    ServiceRow,
    SupportRow,
    TemplateNeed,
    TemplateRow,
    TypicalGoal,
)
from cus.cases.permissions.plan_depth import may_keep_templates
from cus.cases.services.plans.locking import draft
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.models import Service, ServiceStatus
from cus.records.log import record

NOBODY_YET = "do ustalenia"  # stands in the plan, which is written in Polish


@dataclass(frozen=True)
class TemplateRowGiven:
    """A row of a template: of a service, or of help by neighbours."""

    service_id: int | None = None
    kind: str = ""
    what: str = ""
    amount: Decimal | None = None
    unit: str = ""
    rhythm: str = Rhythm.WEEK
    when: str = ""
    note: str = ""


@transaction.atomic
def make_template(*, name: str, for_whom: str, centre: Centre, by: User, on: date) -> PlanTemplate:
    """An empty template to fill. Records `plan_template.made`."""
    _check_keeper(by, centre)
    return _make(name=name, for_whom=for_whom, centre=centre, by=by, on=on)


@transaction.atomic
def make_template_from(*, version_id: int, name: str, for_whom: str, by: User, on: date) -> PlanTemplate:
    """What a plan of somebody holds, without them: no names, phones, providers, days or own words of the person.

    What the text of needs and notes gives away is cut out and left for the organiser to read over. Records
    `plan_template.made`.
    """
    version = PlanVersion.objects.visible_to(by).select_related("centre").get(pk=version_id)
    _check_keeper(by, version.centre)
    template = _make(name=name, for_whom=for_whom, centre=version.centre, by=by, on=on)

    def clean(text: str) -> str:
        return without_identities(text, centre_id=version.centre_id)

    for place, need in enumerate(version.needs.order_by("position", "id"), start=1):
        copied = TemplateNeed.objects.create(
            centre=version.centre, template=template, position=place, need=clean(need.need), goal=clean(need.goal)
        )
        _copy_rows(need, copied, clean)
    return template


def _copy_rows(need: PlanNeed, copied: TemplateNeed, clean: Callable[[str], str]) -> None:
    rows: list[ServiceRow | SupportRow] = [*need.service_rows.all(), *need.support_rows.all()]
    for place, row in enumerate(sorted(rows, key=lambda row: (row.position, row.pk)), start=1):
        if isinstance(row, ServiceRow):
            own = {"service_id": row.service_id, "amount": row.amount, "unit": row.unit, "rhythm": row.rhythm}
        else:
            own = {"kind": row.kind, "what": clean(row.what)}
        shared = {"when": clean(row.when), "note": clean(row.note)}
        TemplateRow.objects.create(centre=copied.centre, need=copied, position=place, **own, **shared)


def _make(*, name: str, for_whom: str, centre: Centre, by: User, on: date) -> PlanTemplate:
    _check_texts({_("name of the template"): name, _("for whom it fits"): for_whom}, centre.pk)
    if not name.strip():
        raise Refused(_("Give the template a name."))
    try:
        with transaction.atomic():
            template = PlanTemplate.objects.create(
                centre=centre, name=name.strip(), for_whom=for_whom.strip(), made_by=by, made_on=on
            )
    except IntegrityError as error:
        raise Refused(_("There is a template of this name already. Choose another name.")) from error
    record("plan_template.made", subject=template, by=by, what=template.name)
    return template


@transaction.atomic
def change_template(*, template_id: int, name: str, for_whom: str, by: User, on: date) -> PlanTemplate:
    """Name it anew, say for whom it fits. Records `plan_template.changed`."""
    template = _template(template_id, by=by)
    _check_texts({_("name of the template"): name, _("for whom it fits"): for_whom}, template.centre_id)
    same = PlanTemplate.objects.filter(centre=template.centre_id, name=name.strip()).in_use()
    if not name.strip() or same.exclude(pk=template.pk).exists():
        raise Refused(_("There is a template of this name already. Choose another name."))
    template.name, template.for_whom = name.strip(), for_whom.strip()
    template.save(update_fields=["name", "for_whom"])
    return _changed(template, by=by)


@transaction.atomic
def save_template_need(
    *, template_id: int, need: str, goal: str, by: User, on: date, need_id: int | None = None
) -> TemplateNeed:
    """Add a need with its goal, or write one anew. Records `plan_template.changed`."""
    template = _template(template_id, by=by)
    _check_texts({_("need"): need, _("goal"): goal}, template.centre_id)
    if not need.strip():
        raise Refused(_("Write the need in a few words."))
    if need_id:
        saved = template.needs.get(pk=need_id)
        saved.need, saved.goal = need.strip(), goal.strip()
        saved.save(update_fields=["need", "goal"])
    else:
        last = max(template.needs.values_list("position", flat=True), default=0)
        saved = TemplateNeed.objects.create(
            centre=template.centre, template=template, position=last + 1, need=need.strip(), goal=goal.strip()
        )
    _changed(template, by=by)
    return saved


@transaction.atomic
def save_template_row(
    *, template_id: int, need_id: int, given: TemplateRowGiven, by: User, on: date, row_id: int | None = None
) -> TemplateRow:
    """Add a row to a need, or write one anew. Records `plan_template.changed`."""
    template = _template(template_id, by=by)
    need = template.needs.get(pk=need_id)
    texts = {_("what they do"): given.what, _("note"): given.note, _("days and hours"): given.when}
    _check_texts(texts, template.centre_id)
    fields = _row_fields(given, template)
    if row_id:
        row = TemplateRow.objects.get(pk=row_id, need__template=template)
        for name, value in (fields | {"need": need}).items():
            setattr(row, name, value)
        row.save(update_fields=[*fields, "need"])
    else:
        last = max(need.rows.values_list("position", flat=True), default=0)
        row = TemplateRow.objects.create(centre=template.centre, need=need, position=last + 1, **fields)
    _changed(template, by=by)
    return row


def _row_fields(given: TemplateRowGiven, template: PlanTemplate) -> dict[str, object]:
    shared: dict[str, object] = {"rhythm": given.rhythm, "when": given.when.strip(), "note": given.note.strip()}
    if given.service_id:
        service = Service.objects.get(pk=given.service_id, centre_id=template.centre_id)
        if given.amount is not None and given.amount <= 0:
            raise Refused(_("The amount must be more than zero."))
        unit = given.unit.strip() or service.unit
        return shared | {"service": service, "kind": "", "what": "", "amount": given.amount, "unit": unit}
    if not given.what.strip() or not given.kind:
        raise Refused(_("Choose a service, or write what the neighbours do and who they are."))
    return shared | {"service": None, "kind": given.kind, "what": given.what.strip(), "amount": None, "unit": ""}


@transaction.atomic
def remove_from_template(
    *, template_id: int, by: User, on: date, need_id: int | None = None, row_id: int | None = None
) -> PlanTemplate:
    """Take a row out, or a need with its rows. Records `plan_template.changed`."""
    template = _template(template_id, by=by)
    if row_id:
        TemplateRow.objects.get(pk=row_id, need__template=template).delete()
    elif need_id:
        template.needs.get(pk=need_id).delete()
    return _changed(template, by=by)


@transaction.atomic
def retire_template(*, template_id: int, by: User, on: date) -> PlanTemplate:
    """No new plan begins from it; it stays to be read. Records `plan_template.retired`."""
    template = _template(template_id, by=by)
    template.retired_on = on
    template.save(update_fields=["retired_on"])
    record("plan_template.retired", subject=template, by=by, what=template.name)
    return template


@transaction.atomic
def bring_template_back(*, template_id: int, by: User, on: date) -> PlanTemplate:
    """Into use again. Records `plan_template.brought_back`."""
    template = _template(template_id, by=by, retired=True)
    if PlanTemplate.objects.filter(centre=template.centre_id, name=template.name).in_use().exists():
        raise Refused(_("There is a template of this name already. Choose another name."))
    template.retired_on = None
    template.save(update_fields=["retired_on"])
    record("plan_template.brought_back", subject=template, by=by, what=template.name)
    return template


@transaction.atomic
def begin_from_template(*, version_id: int, template_id: int, by: User, on: date) -> PlanVersion:
    """Add to a draft what a template holds; a service that is there already only gets what it lacks.

    A service no longer in the catalogue is left out. Records `plan.template_used`.
    """
    version = draft(version_id, by=by, on=on)
    template = PlanTemplate.objects.visible_to(by).in_use().get(pk=template_id)
    there = {row.service_id: row for row in version.service_rows.order_by("-id")}
    last = max(version.needs.values_list("position", flat=True), default=0)
    for place, need in enumerate(template.needs.order_by("position", "id"), start=last + 1):
        made = version.needs.filter(need=need.need).first()
        if made is None:
            made = PlanNeed.objects.create(
                centre=version.centre, version=version, position=place, need=need.need, goal=need.goal
            )
        for row in need.rows.select_related("service__provider").order_by("position", "id"):
            _begin_row(row, made, version, there)
    record("plan.template_used", subject=version, by=by, number=version.plan.number, what=template.name)
    return version


def _begin_row(row: TemplateRow, need: PlanNeed, version: PlanVersion, there: dict[int, ServiceRow]) -> None:
    days = {"starts_on": version.starts_on, "ends_on": version.ends_on}
    shared = {"centre": version.centre, "version": version, "need": need, "position": row.position + 100, **days}
    if row.service is None:
        if not version.support_rows.filter(need=need, what=row.what).exists():
            SupportRow.objects.create(
                **shared, kind=row.kind, what=row.what, who=NOBODY_YET, when=row.when, note=row.note
            )
    elif row.service_id in there:
        _fill(there[row.service.pk], row)
    elif row.service.status == ServiceStatus.PUBLIC:
        there[row.service.pk] = ServiceRow.objects.create(
            **shared, service=row.service, amount=row.amount, unit=row.unit or row.service.unit, rhythm=row.rhythm,
            when=row.when, note=row.note, provider=row.service.provider, fee_text=row.service.fee_text[:200],
        )  # fmt: skip


def _fill(present: ServiceRow, row: TemplateRow) -> None:
    """Only what is still empty: what was agreed with the person stays."""
    if present.amount is None and row.amount is not None:
        present.amount, present.unit, present.rhythm = row.amount, row.unit, row.rhythm
    present.when = present.when or row.when
    present.save(update_fields=["amount", "unit", "rhythm", "when"])


@transaction.atomic
def save_typical_goal(
    *, need: str, goal: str, centre: Centre, by: User, on: date, goal_id: int | None = None
) -> TypicalGoal:
    """Keep a goal in plain words for others to begin from. Records `typical_goal.saved`."""
    _check_keeper(by, centre)
    _check_texts({_("need"): need, _("goal"): goal}, centre.pk)
    if not need.strip() or not goal.strip():
        raise Refused(_("Write the need and the goal in a few words."))
    if goal_id:
        saved = TypicalGoal.objects.select_for_update(of=("self",)).get(pk=goal_id, centre=centre)
        saved.need, saved.goal = need.strip(), goal.strip()
        saved.save(update_fields=["need", "goal"])
    else:
        saved = TypicalGoal.objects.create(centre=centre, need=need.strip(), goal=goal.strip())
    record("typical_goal.saved", subject=saved, by=by, what=saved.goal)
    return saved


@transaction.atomic
def retire_typical_goal(*, goal_id: int, by: User, on: date) -> TypicalGoal:
    """It is offered no more. Records `typical_goal.retired`."""
    goal = TypicalGoal.objects.select_for_update(of=("self",)).select_related("centre").get(pk=goal_id)
    _check_keeper(by, goal.centre)
    goal.retired_on = on
    goal.save(update_fields=["retired_on"])
    record("typical_goal.retired", subject=goal, by=by, what=goal.goal)
    return goal


def _template(template_id: int, *, by: User, retired: bool = False) -> PlanTemplate:
    template = PlanTemplate.objects.select_for_update(of=("self",)).select_related("centre").get(pk=template_id)
    _check_keeper(by, template.centre)
    if template.retired_on and not retired:
        raise WrongState(_("This template is out of use. Bring it back, then change it."))
    return template


def _changed(template: PlanTemplate, *, by: User) -> PlanTemplate:
    record("plan_template.changed", subject=template, by=by, what=template.name)
    return template


def _check_keeper(user: User, centre: Centre) -> None:
    if not may_keep_templates(user, centre):
        raise NotAllowed(_("Templates are kept by the organiser and the director."))


def _check_texts(texts: dict[str, str], centre_id: int) -> None:
    """A template never carries anything of a person."""
    refuse_identities(texts, centre_id=centre_id)
