"""Everything that changes the terms of a service in a draft version of a programme, and the tariffs terms refer to."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.core import serializers
from django.db import models, transaction
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.law.eligibility import Condition, Group, Node, Together, in_groups
from cus.law.stored_conditions import Malformed, as_data, from_data
from cus.offer.models import (
    Exclusion,
    FeeRule,
    FundingSource,
    OrderCriterion,
    ProgrammeService,
    ProgrammeVersion,
    QualityCheck,
    Service,
    ServiceLimit,
    Tariff,
)
from cus.offer.permissions.terms import may_edit_tariffs, may_edit_terms
from cus.offer.states.programmes import VersionState
from cus.offer.terms_in_words import row_in_words
from cus.offer.wrong_conditions import problem_in_words
from cus.records.log import record
from cus.records.models import Event

ROWS: dict[str, type[models.Model]] = {
    "limits": ServiceLimit,
    "criteria": OrderCriterion,
    "funding": FundingSource,
    "checks": QualityCheck,
    "exclusions": Exclusion,
}


class BadConditions(Refused):
    """The conditions as written cannot be read."""


class TakenTwice(Refused):
    """The same thing stands in the terms already."""


@transaction.atomic
def add_terms(*, version_id: int, service_id: int, by: User | None, on: date) -> ProgrammeService:
    """Let a service join the programme, free of charge and for everybody until its terms say otherwise.

    Documents are taken from the catalogue. Records `terms.added`.
    """
    version = _draft(version_id, by=by)
    service = Service.objects.get(pk=service_id, centre_id=version.centre_id)
    if ProgrammeService.objects.filter(version=version, service=service).exists():
        raise TakenTwice(_("%(service)s is in this programme already.") % {"service": service.name})
    last = ProgrammeService.objects.filter(version=version).aggregate(last=models.Max("position"))["last"] or 0
    terms = ProgrammeService.objects.create(
        centre_id=version.centre_id,
        version=version,
        service=service,
        position=last + 1,
        documents=service.documents,
        fee_note=service.fee_text,
    )
    record("terms.added", subject=version, by=by, service=service.name)
    return terms


@transaction.atomic
def change_terms(*, terms_id: int, fields: dict[str, Any], by: User | None, on: date) -> ProgrammeService:
    """Change order, fee, timetable, documents or the standard in words. Records `terms.changed`."""
    terms = _terms(terms_id, by=by)
    for name, value in fields.items():
        setattr(terms, name, value)
    if terms.fee == FeeRule.TARIFF and terms.tariff is None:
        raise Refused(_("Choose the tariff by which the fee is counted."))
    if terms.fee != FeeRule.TARIFF:
        terms.tariff = None
    terms.save(update_fields=[*fields, "tariff"])
    record("terms.changed", subject=terms.version, by=by, service=terms.service.name)
    return terms


@transaction.atomic
def save_conditions(*, terms_id: int, conditions: Any, by: User | None, on: date) -> ProgrammeService:
    """Keep the conditions, given in their stored form (`law.stored_conditions`); empty means everybody.

    Records `terms.conditions_changed` with those before, so that the change can be undone.
    """
    terms = _terms(terms_id, by=by)
    _write_conditions(terms, conditions, by=by)
    return terms


def _write_conditions(terms: ProgrammeService, conditions: Any, *, by: User | None) -> Event:
    before = terms.eligibility
    try:
        node = in_groups(from_data(conditions)) if conditions else None
    except Malformed as wrong:
        raise BadConditions(" ".join(problem_in_words(problem) for problem in wrong.problems)) from wrong
    terms.eligibility = as_data(node) if node else {}
    terms.save(update_fields=["eligibility"])
    details = {"service": terms.service.name, "terms": terms.pk, "before": before}
    return record("terms.conditions_changed", subject=terms.version, by=by, **details)


@transaction.atomic
def put_condition(
    *, terms_id: int, condition: Condition, group: str, place: str = "", by: User | None, on: date
) -> ProgrammeService:
    """Write one condition: a new one, or instead of the one at `place`.

    `group` is the number of a group ("2" is the third), or "all", "any", "none" to begin a new one.
    """
    terms = _terms(terms_id, by=by)
    groups = groups_of(terms)
    number, _dot, index = place.partition(".")
    if place and group == number:
        groups = _with_parts(groups, number, lambda parts: (*parts[: int(index)], condition, *parts[int(index) + 1 :]))
    elif group.isdecimal() and int(group) < len(groups):
        groups = _with_parts(_without(groups, place), group, lambda parts: (*parts, condition))
    else:
        together = Together(group) if group in tuple(Together) else Together.ALL
        groups = [*_without(groups, place), Group(together, (condition,))]
    _write_conditions(terms, _stored(groups), by=by)
    return terms


@transaction.atomic
def remove_condition(*, terms_id: int, place: str, by: User | None, on: date) -> Event:
    """Take a condition out. The event it records can be undone by `restore_terms`."""
    terms = _terms(terms_id, by=by)
    return _write_conditions(terms, _stored(_without(groups_of(terms), place)), by=by)


def condition_at(terms: ProgrammeService, place: str) -> Condition | None:
    """The condition at an address such as "0.2"; None when there is none."""
    group, _dot, number = place.partition(".")
    groups = groups_of(terms)
    if not (group.isdecimal() and number.isdecimal()) or int(group) >= len(groups):
        return None
    inside = groups[int(group)].of
    found = inside[int(number)] if int(number) < len(inside) else None
    return found if isinstance(found, Condition) else None


def groups_of(terms: ProgrammeService) -> list[Group]:
    """The groups of conditions, which must all be kept; none where the service is for everybody."""
    if not terms.eligibility:
        return []
    return [part for part in in_groups(from_data(terms.eligibility)).of if isinstance(part, Group)]


def _with_parts(
    groups: list[Group], number: str, change: Callable[[tuple[Node, ...]], tuple[Node, ...]]
) -> list[Group]:
    """The groups with the parts of one of them changed; the others keep their numbers."""
    return [Group(one.together, change(one.of)) if str(i) == number else one for i, one in enumerate(groups)]


def _without(groups: list[Group], place: str) -> list[Group]:
    """The groups without the condition at the place; a group keeps its number even when it is left empty."""
    group, _dot, index = place.partition(".")
    return _with_parts(groups, group, lambda parts: tuple(part for i, part in enumerate(parts) if str(i) != index))


def _stored(groups: Iterable[Group]) -> dict[str, Any]:
    filled = tuple(group for group in groups if group.of)
    return as_data(Group(Together.ALL, filled)) if filled else {}


@transaction.atomic
def save_terms_row(
    *, terms_id: int, part: str, fields: dict[str, Any], row_id: int | None = None, by: User | None, on: date
) -> models.Model:
    """Add or change a limit, a criterion of order, a source of money, a promise or an exclusion.

    Records `terms.changed`.
    """
    terms = _terms(terms_id, by=by)
    rows = rows_of(terms, part)
    if part == "limits":
        _check_limit(terms, fields, row_id)
    if part == "exclusions":
        _check_exclusion(terms, fields, row_id)
    row = rows.get(pk=row_id) if row_id else _new_row(terms, part, rows)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    record("terms.changed", subject=terms.version, by=by, service=terms.service.name)
    return row


def rows_of(terms: ProgrammeService, part: str) -> models.QuerySet[Any]:
    """The rows of one part of the terms, in order."""
    if part == "exclusions":
        named = models.Q(service_id=terms.service_id) | models.Q(other_id=terms.service_id)
        return Exclusion.objects.filter(named, version_id=terms.version_id).order_by("id")
    rows: models.QuerySet[Any] = ROWS[part]._default_manager.filter(terms=terms)  # type: ignore[attr-defined]
    return rows.order_by("position", "id")


def _new_row(terms: ProgrammeService, part: str, rows: models.QuerySet[Any]) -> Any:
    if part == "exclusions":
        return Exclusion(centre_id=terms.centre_id, version=terms.version, service=terms.service)
    last = rows.aggregate(last=models.Max("position"))["last"] or 0
    return ROWS[part](centre_id=terms.centre_id, terms=terms, position=last + 1)


def _check_limit(terms: ProgrammeService, fields: dict[str, Any], row_id: int | None) -> None:
    same = terms.limits.filter(unit=fields["unit"], span=fields["span"], per=fields["per"]).exclude(pk=row_id)
    if same.exists():
        raise TakenTwice(_("There is a limit of this kind already: change that one."))


def _check_exclusion(terms: ProgrammeService, fields: dict[str, Any], row_id: int | None) -> None:
    other = fields["other"]
    if other.pk == terms.service_id:
        raise Refused(_("A service cannot exclude itself."))
    if rows_of(terms, "exclusions").exclude(pk=row_id).filter(
        models.Q(other=other) | models.Q(service=other)
    ).exists():  # fmt: skip
        raise TakenTwice(_("These two services exclude each other already."))


@transaction.atomic
def remove_terms_row(*, terms_id: int, part: str, row_id: int, by: User | None, on: date) -> Event:
    """Take a row out. The event it records (`terms.removed`) can be undone by `restore_terms`."""
    terms = _terms(terms_id, by=by)
    row = rows_of(terms, part).get(pk=row_id)
    event = _keep(terms, [row], what=f"{terms.service.name}: {row_in_words(row)}", by=by)
    row.delete()
    return event


@transaction.atomic
def remove_terms(*, terms_id: int, by: User | None, on: date) -> Event:
    """Take a service out of the draft with all its terms. `restore_terms` puts it back as it was."""
    terms = _terms(terms_id, by=by)
    kept: list[models.Model] = [terms]
    for part in ROWS:
        kept += list(rows_of(terms, part))
    event = _keep(terms, kept, what=terms.service.name, by=by)
    for row in reversed(kept):
        row.delete()
    return event


def _keep(terms: ProgrammeService, things: list[models.Model], *, what: str, by: User | None) -> Event:
    kept = serializers.serialize("json", things)
    return record("terms.removed", subject=terms.version, by=by, what=what, terms=terms.pk, kept=kept)


@transaction.atomic
def restore_terms(*, event_id: int, by: User | None, on: date) -> ProgrammeVersion:
    """Undo a removal or a change of conditions. Records `terms.restored`; twice changes nothing."""
    event = Event.objects.get(pk=event_id, name__in=["terms.removed", "terms.conditions_changed"])
    version = _draft(event.subject_id, by=by)
    if event.name == "terms.conditions_changed":
        return _restore_conditions(event, version, by=by)
    things: list[Any] = [found.object for found in serializers.deserialize("json", event.details["kept"])]
    for thing in things:
        if type(thing)._default_manager.filter(pk=thing.pk).exists():
            return version
        if hasattr(thing, "terms_id") and not (
            thing.terms_id in {one.pk for one in things}
            or ProgrammeService.objects.filter(pk=thing.terms_id, version=version).exists()
        ):
            raise Refused(_("The service it belonged to is gone. Put the service back first."))
        thing._state.adding = True
        thing.save(force_insert=True)
    record("terms.restored", subject=version, by=by, what=event.details["what"])
    return version


def _restore_conditions(event: Event, version: ProgrammeVersion, *, by: User | None) -> ProgrammeVersion:
    terms = ProgrammeService.objects.filter(pk=event.details["terms"], version=version).select_related("service")
    for found in terms:
        found.eligibility = event.details["before"]
        found.save(update_fields=["eligibility"])
        record("terms.restored", subject=version, by=by, what=found.service.name)
    return version


@transaction.atomic
def save_tariff(
    *, centre: Centre, fields: dict[str, Any], tariff_id: int | None = None, by: User | None, on: date
) -> Tariff:
    """Add or change a tariff. One that an adopted version refers to keeps its dates. Records `tariff.saved`."""
    if by is not None and not (by.centre_id == centre.pk and may_edit_tariffs(by)):
        raise NotAllowed(_("Only the services organiser and the director change tariffs."))
    tariff = Tariff.objects.get(pk=tariff_id, centre=centre) if tariff_id else Tariff(centre=centre)
    if tariff_id and _is_law(tariff) and any(getattr(tariff, name) != fields[name] for name in ("name", "starts_on")):
        raise Refused(
            _("An adopted programme refers to this tariff. Its name and first day stay; begin a new tariff instead.")
        )
    for name, value in fields.items():
        setattr(tariff, name, value)
    if tariff.ends_on is not None and tariff.ends_on < tariff.starts_on:
        raise Refused(_("The last day comes before the first. Change one of them."))
    taken = Tariff.objects.filter(centre=centre, name=tariff.name, starts_on=tariff.starts_on).exclude(pk=tariff.pk)
    if taken.exists():
        raise TakenTwice(_("There is a tariff of this name from this day already."))
    tariff.save()
    record("tariff.saved", subject=tariff, by=by, tariff=tariff.name)
    return tariff


def _is_law(tariff: Tariff) -> bool:
    drafts = (VersionState.DRAFT, VersionState.CONSULTATION, VersionState.SUBMITTED, VersionState.DISCARDED)
    return ProgrammeService.objects.filter(tariff=tariff).exclude(version__state__in=drafts).exists()


@transaction.atomic
def copy_terms(*, from_version: ProgrammeVersion, to_version: ProgrammeVersion) -> None:
    """Give a new version the same terms, each row its own copy. Called by whoever begins the version."""
    for terms in ProgrammeService.objects.filter(version=from_version).order_by("position", "id"):
        rows = [row for part in ROWS if part != "exclusions" for row in rows_of(terms, part)]
        _copy(terms, version=to_version)
        for row in rows:
            _copy(row, terms=terms)
    for exclusion in Exclusion.objects.filter(version=from_version).order_by("id"):
        _copy(exclusion, version=to_version)


def _copy(row: Any, **changed: models.Model) -> None:
    """Save the row as a new one; afterwards the object is the copy."""
    row.pk = None
    row._state.adding = True
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def _draft(version_id: int, *, by: User | None) -> ProgrammeVersion:
    """The version, locked, if these hands may write in it now."""
    found = ProgrammeVersion.objects.select_for_update(of=("self",)).select_related("centre", "programme")
    version = found.get(pk=version_id)
    if version.state != VersionState.DRAFT:
        raise WrongState(
            _("This version is “%(state)s” and its terms do not change now.") % {"state": version.get_state_display()}
        )
    if by is not None and not may_edit_terms(by, version):
        raise NotAllowed(_("Only the services organiser and the director change the offer."))
    return version


def _terms(terms_id: int, *, by: User | None) -> ProgrammeService:
    terms = ProgrammeService.objects.select_related("service", "tariff").get(pk=terms_id)
    terms.version = _draft(terms.version_id, by=by)
    return terms
