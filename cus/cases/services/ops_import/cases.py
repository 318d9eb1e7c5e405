"""The cases of the rows: only what the old papers say. No signature, reason or delivery is made up."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from cus.accounts.numbers import next_number
from cus.cases.models import (
    Application,
    AssistanceDecision,
    AssistanceKind,
    FilingChannel,
    RequestedService,
    TakenOver,
    TakenOverHelp,
)
from cus.cases.services.intake import new_code
from cus.cases.services.ops_import.batch import Batch, Setting, Taken
from cus.cases.services.ops_import.matching import help_key
from cus.cases.states import ApplicationState, DecisionState, RequestState
from cus.kit.many import insert_many, update_many
from cus.offer.models import LegalTrack
from cus.records.log import Happening, record_many

WITHOUT_NUMBER = "OPS"  # the series for cases whose number there is not known
GIVEN_BEFORE_US = (RequestState.TAKEN_OVER, RequestState.GRANTED, RequestState.ENDED)


def take_cases(batch: Batch) -> None:
    """Open the cases we do not have yet, and write down the help of each row. Records `case.taken_over`."""
    bringing = [one for one in batch.taken if one.match.brings_case]
    if not bringing:
        return
    cases = _cases(batch, bringing)
    helping = [one for one in bringing if one.given.get("kind") or one.given.get("decision_number")]
    helping = _not_told_twice(helping, cases, batch)
    requests = _requests(batch.setting, helping, cases)
    decisions = _decisions(batch.setting, helping, requests)
    _keep_helps(batch.setting, helping, cases, requests, decisions)
    settle_requests({id(one): one for one in requests.values()}.values(), on=batch.setting.on)


def _cases(batch: Batch, bringing: list[Taken]) -> dict[int, TakenOver]:
    """For each row, by its line, the case it belongs to."""
    found: dict[int, TakenOver] = {}
    fresh: list[tuple[Taken, TakenOver]] = []
    for one in bringing:
        number = one.given.get("case_number", "")
        case = batch.known.cases.get(number) if number else batch.known.unnumbered.get(one.person.pk)
        if not isinstance(case, TakenOver):
            case = _new_case(batch.setting, one, number)
            fresh.append((one, case))
            if number:
                batch.known.cases[number] = case
            else:
                batch.known.unnumbered[one.person.pk] = case
        found[one.row.line] = case
    insert_many([case.application for _one, case in fresh])
    insert_many([case for _one, case in fresh])
    for one, case in fresh:
        one.made["application"] = case.application_id
    _tell(batch.setting, fresh)
    return found


def _new_case(setting: Setting, one: Taken, number: str) -> TakenOver:
    """The case keeps its sign and its day of filing; where that is not known, it is with us from today."""
    filed_on = _day(one.given, "filed_on")
    since = filed_on or setting.on
    application = Application(
        centre=setting.centre,
        number=number or next_number(centre=setting.centre, series=WITHOUT_NUMBER, on=setting.on),
        code=new_code(),
        submission_key=uuid.uuid4(),
        person=one.person,
        filed_at=make_aware(datetime.combine(since, time())) if filed_on else setting.at,
        filed_on=since,
        channel=FilingChannel.TAKEN_OVER,
        state=ApplicationState.TAKEN_OVER,
        coordinator=setting.worker_of(one.given),
        registered_by=setting.by,
    )
    if one.given.get("worker") and application.coordinator is None:
        one.note(
            _("nobody of our staff is called %(name)s: the case has no coordinator") % {"name": one.given["worker"]}
        )
    return TakenOver(
        centre=setting.centre,
        application=application,
        from_unit=setting.run.from_unit,
        old_number=number,
        filed_on=filed_on,
        worker_name=one.given.get("worker", ""),
        taken_over_on=setting.on,
    )


def _tell(setting: Setting, fresh: list[tuple[Taken, TakenOver]]) -> None:
    told = {"unit": setting.run.from_unit, "ops_import": setting.run.pk}
    happenings = [
        Happening(case.application, story=one.person, details=told | {"number": case.application.number})
        for one, case in fresh
    ]
    record_many(happenings, event="case.taken_over", by=setting.by)


def _not_told_twice(helping: list[Taken], cases: dict[int, TakenOver], batch: Batch) -> list[Taken]:
    """Without rows that say of a case what we have, or what an earlier row of this step says."""
    fresh = []
    for one in helping:
        helps = batch.known.helps[cases[one.row.line].pk]
        if help_key(one.given) not in helps:
            helps.add(help_key(one.given))
            fresh.append(one)
    return fresh


def _requests(setting: Setting, helping: list[Taken], cases: dict[int, TakenOver]) -> dict[int, RequestedService]:
    """For each row whose kind of help is a service of ours, the wish it stands for."""
    applications = {cases[one.row.line].application_id for one in helping}
    there = RequestedService.objects.filter(application__in=applications)
    there = there.select_related("service", "application")
    known = {(one.application_id, one.service_id): one for one in there}
    found, fresh = {}, []
    for one in helping:
        application, service = cases[one.row.line].application, setting.service_of(one.given)
        if service is None:
            if one.given.get("kind"):
                one.note(_("“%(kind)s” is no service of ours: it is kept in words") % {"kind": one.given["kind"]})
            continue
        request = known.get((application.pk, service.pk))
        if request is None:
            request = RequestedService(
                centre=setting.centre,
                application=application,
                service=service,
                state=RequestState.TAKEN_OVER,
                outcome_on=setting.on,
                outcome_by=setting.by,
            )
            known[application.pk, service.pk] = request
            fresh.append((one, request))
        found[one.row.line] = request
    insert_many([request for _one, request in fresh])
    for one, request in fresh:
        one.made["request"] = request.pk
    return found


def _decisions(
    setting: Setting, helping: list[Taken], requests: dict[int, RequestedService]
) -> dict[int, AssistanceDecision]:
    """Decisions of which number, hours and period are known; of others only the words are kept."""
    numbers = {one.given.get("decision_number", "") for one in helping}
    used = set(
        AssistanceDecision.objects.filter(centre=setting.centre, number__in=numbers).values_list("number", flat=True)
    )
    periods = _periods(requests.values())
    made: dict[int, AssistanceDecision] = {}
    for one in helping:
        request = requests.get(one.row.line)
        if request is None or request.service.legal_track != LegalTrack.SOCIAL_ASSISTANCE:
            continue
        decision = _decision(setting, one, request)
        if decision is None:
            continue
        period = (decision.starts_on, decision.lasts_until)
        if decision.number in used:
            one.note(_("the decision %(number)s is in the system already") % {"number": decision.number})
        elif any(first <= period[1] and period[0] <= last for first, last in periods[request.pk]):
            one.note(_("another decision gives this help at that time: this one is kept in words only"))
        else:
            used.add(decision.number)
            periods[request.pk].append(period)
            made[one.row.line] = decision
    insert_many(made.values())
    return made


def _periods(requests: Iterable[RequestedService]) -> dict[int, list[tuple[Any, Any]]]:
    """When help is given already, by request."""
    periods: dict[int, list[tuple[Any, Any]]] = {request.pk: [] for request in requests}
    rows = AssistanceDecision.objects.filter(request__in=periods, lasts_until__isnull=False)
    for request_id, first, last in rows.values_list("request", "starts_on", "lasts_until"):
        periods[request_id].append((first, last))
    return periods


def _decision(setting: Setting, one: Taken, request: RequestedService) -> AssistanceDecision | None:
    given = one.given
    first, last, hours = _day(given, "starts_on"), _day(given, "ends_on"), given.get("hours")
    if not (given.get("decision_number") and first and last and hours):
        one.note(_("too little is known for a decision (number, hours, from, to): the help is kept in words"))
        return None
    return AssistanceDecision(
        centre=setting.centre,
        application=request.application,
        request=request,
        number=given["decision_number"],
        kind=AssistanceKind.GRANT,
        state=DecisionState.TAKEN_OVER,
        starts_on=first,
        ends_on=last,
        lasts_until=last,
        drafted_by=setting.by,
        drafted_on=setting.on,
        **_amounts(given),
    )


def _keep_helps(
    setting: Setting,
    helping: list[Taken],
    cases: dict[int, TakenOver],
    requests: dict[int, RequestedService],
    decisions: dict[int, AssistanceDecision],
) -> None:
    helps = [
        TakenOverHelp(
            centre=setting.centre,
            case=cases[one.row.line],
            request=requests.get(one.row.line),
            decision=decisions.get(one.row.line),
            kind=one.given.get("kind", ""),
            starts_on=_day(one.given, "starts_on"),
            ends_on=_day(one.given, "ends_on"),
            decision_number=one.given.get("decision_number", ""),
            decided_on=_day(one.given, "decided_on"),
            **_amounts(one.given),
        )
        for one in helping
    ]
    insert_many(helps)
    for one, help_ in zip(helping, helps, strict=True):
        one.made["help"] = help_.pk


def settle_requests(requests: Iterable[RequestedService], *, on: date) -> None:
    """What help taken over makes of its wish: granted, running without our word on it, or ended.

    Where a decision of ours speaks, nothing else does.
    """
    asked = [request for request in requests if request.state in GIVEN_BEFORE_US]
    ours = AssistanceDecision.objects.filter(request__in=asked, signed_on__isnull=False).values_list(
        "request", flat=True
    )
    touched = [request for request in asked if request.pk not in set(ours)]
    helps: dict[int, list[tuple[date | None, date | None]]] = {request.pk: [] for request in touched}
    kept = TakenOverHelp.objects.filter(request__in=list(helps))
    for request_id, ends_on, decided_until in kept.values_list("request", "ends_on", "decision__lasts_until"):
        helps[request_id].append((ends_on, decided_until))  # type: ignore[index]  # asked for by request
    for request in touched:
        request.state, request.ended_on = _state_of(helps[request.pk], on=on)
    update_many(touched, ["state", "ended_on"])


def _state_of(helps: list[tuple[date | None, date | None]], *, on: date) -> tuple[RequestState, date | None]:
    """From the last day of each help and that of its decision."""
    lasting = [decided_until for ends_on, decided_until in helps if ends_on is None or ends_on >= on]
    if not lasting:
        return RequestState.ENDED, max((ends_on for ends_on, _until in helps if ends_on), default=on)
    by_decision = any(until is not None and until >= on for until in lasting)
    return (RequestState.GRANTED if by_decision else RequestState.TAKEN_OVER), None


def _amounts(given: dict[str, Any]) -> dict[str, Any]:
    amounts: dict[str, Any] = {"fee_text": given.get("fee_text", ""), "fee_grosze": given.get("fee_grosze")}
    amounts["hours"] = Decimal(given["hours"]) if given.get("hours") else None
    for name in ("hours_over", "fee_per"):
        if given.get(name):
            amounts[name] = given[name]
    return amounts


def _day(given: dict[str, Any], name: str) -> date | None:
    return date.fromisoformat(given[name]) if given.get(name) else None
