"""Everything that happens in an open contest of offers, from the call to the choice."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, User
from cus.kit.errors import NotAllowed, Refused, WrongState
from cus.offer.models import (
    Agreement,
    AgreementKind,
    Contest,
    ContestOffer,
    Criterion,
    Judge,
    Provider,
    Score,
)
from cus.offer.permissions.providers import may_edit_providers
from cus.offer.states.contests import CONTEST, ContestState
from cus.records.log import record


class DatesOutOfOrder(Refused):
    """A last day comes before the first."""


@transaction.atomic
def save_contest(
    *, centre: Centre, contest_id: int | None = None, fields: dict[str, Any], by: User, on: date
) -> Contest:
    """Write the call as a draft, or change it while nobody has seen it. Records `contest.added` or `.changed`."""
    contest = locked_contest(contest_id, by) if contest_id else Contest(centre=centre)
    must_edit(by, contest)
    if contest.state != ContestState.DRAFT:
        raise WrongState(_("The contest is announced: the call stays as organisations have read it."))
    services = fields.pop("services", [])
    changed = [name for name, value in fields.items() if getattr(contest, name) != value]
    for name in changed:
        setattr(contest, name, fields[name])
    if contest.ends_on < contest.starts_on:
        raise DatesOutOfOrder(_("The task would end before it begins. Correct the dates."))
    others = Contest.objects.filter(centre_id=contest.centre_id, title=contest.title).exclude(pk=contest.pk)
    if others.exists():
        raise Refused(_("Another contest has this title. Add the year or the number."))

    is_new = contest.pk is None
    contest.save()
    contest.services.set(services)
    if is_new:
        record("contest.added", subject=contest, by=by, contest=contest.title)
    else:
        record("contest.changed", subject=contest, by=by, contest=contest.title)
    return contest


@transaction.atomic
def add_criterion(*, contest_id: int, name: str, most_points: int, by: User, on: date) -> Criterion:
    """What offers will be judged by; before the call only. Records `contest.changed`."""
    contest = locked_contest(contest_id, by)
    must_edit(by, contest)
    _must_be(contest, ContestState.DRAFT)
    if contest.criteria.filter(name=name).exists():
        raise Refused(_("This criterion is already there."))
    criterion = Criterion.objects.create(
        centre_id=contest.centre_id, contest=contest, name=name, most_points=most_points
    )
    record("contest.changed", subject=contest, by=by, contest=contest.title)
    return criterion


@transaction.atomic
def remove_criterion(*, criterion_id: int, by: User, on: date) -> None:
    """Before the call only. Records `contest.changed`."""
    criterion = Criterion.objects.visible_to(by).get(pk=criterion_id)
    contest = locked_contest(criterion.contest_id, by)
    must_edit(by, contest)
    _must_be(contest, ContestState.DRAFT)
    criterion.delete()
    record("contest.changed", subject=contest, by=by, contest=contest.title)


@transaction.atomic
def announce_contest(*, contest_id: int, by: User, on: date) -> Contest:
    """Publish the call: from today offers are taken. Records `contest.announced`."""
    contest = locked_contest(contest_id, by)
    must_edit(by, contest)
    if not contest.criteria.exists():
        raise Refused(_("Write first by what the offers will be judged: at least one criterion with points."))
    if contest.offers_until < on:
        raise DatesOutOfOrder(_("The last day for offers has passed. Set a later one, then announce."))
    CONTEST.take(contest, "announce")
    contest.announced_on = on
    contest.save(update_fields=["state", "announced_on"])
    record("contest.announced", subject=contest, by=by, contest=contest.title)
    return contest


@transaction.atomic
def add_offer(*, contest_id: int, fields: dict[str, Any], by: User, on: date) -> ContestOffer:
    """Note an offer that came in, late ones too. Records `contest.offer_filed`."""
    contest = locked_contest(contest_id, by)
    must_edit(by, contest)
    if contest.state not in (ContestState.OPEN, ContestState.ASSESSMENT):
        raise WrongState(_("Offers are noted once the contest is announced and until it is decided."))
    filed_on, announced_on = fields["filed_on"], contest.announced_on
    if filed_on > on or (announced_on and filed_on < announced_on):
        raise Refused(_("The offer was filed between the announcement and today. Correct the day."))
    if filed_on > contest.offers_until:
        fields = {**fields, "fault": _("filed after %(day)s") % {"day": date_format(contest.offers_until)}}
    offer = ContestOffer.objects.create(centre_id=contest.centre_id, contest=contest, **fields)
    record("contest.offer_filed", subject=contest, by=by, provider=offer.provider.name)
    return offer


@transaction.atomic
def note_fault(*, offer_id: int, fault: str, by: User, on: date) -> ContestOffer:
    """Leave an offer out for a formal fault, or take it in again (empty). Records `contest.offer_checked`."""
    offer = ContestOffer.objects.visible_to(by).select_related("provider").get(pk=offer_id)
    contest = locked_contest(offer.contest_id, by)
    must_edit(by, contest)
    _must_be(contest, ContestState.ASSESSMENT)
    offer.fault = fault
    offer.save(update_fields=["fault"])
    record("contest.offer_checked", subject=contest, by=by, provider=offer.provider.name)
    return offer


@transaction.atomic
def add_judge(*, contest_id: int, fields: dict[str, Any], by: User, on: date) -> Judge:
    """Name a member of the committee. Records `contest.judge_added`."""
    contest = locked_contest(contest_id, by)
    must_edit(by, contest)
    if contest.state in (ContestState.DECIDED, ContestState.CANCELLED):
        raise WrongState(_("The contest is over; its committee stays as it was."))
    if contest.judges.filter(name=fields["name"]).exists():
        raise Refused(_("This person is already in the committee."))
    judge = Judge.objects.create(centre_id=contest.centre_id, contest=contest, **fields)
    record("contest.judge_added", subject=contest, by=by, judge=judge.name)
    return judge


@transaction.atomic
def note_statement(*, judge_id: int, is_excluded: bool, by: User, on: date) -> Judge:
    """The judge stated, today, that there is no conflict of interest, or that there is one: then their points are
    taken out. Records `contest.statement_made`."""
    judge = Judge.objects.visible_to(by).get(pk=judge_id)
    contest = locked_contest(judge.contest_id, by)
    must_edit(by, contest)
    if contest.state in (ContestState.DECIDED, ContestState.CANCELLED):
        raise WrongState(_("The contest is over; its committee stays as it was."))
    judge.stated_on, judge.is_excluded = on, is_excluded
    judge.save(update_fields=["stated_on", "is_excluded"])
    if is_excluded:
        judge.scores.all().delete()
    record("contest.statement_made", subject=contest, by=by, judge=judge.name)
    return judge


@transaction.atomic
def close_contest(*, contest_id: int, by: User, on: date) -> Contest:
    """End the taking of offers once its last day has passed. Records `contest.closed`."""
    contest = locked_contest(contest_id, by)
    must_edit(by, contest)
    if on <= contest.offers_until:
        raise Refused(
            _("Organisations may file offers until %(day)s. Close the day after.")
            % {"day": date_format(contest.offers_until)}
        )
    CONTEST.take(contest, "close")
    contest.save(update_fields=["state"])
    record("contest.closed", subject=contest, by=by, contest=contest.title)
    return contest


@transaction.atomic
def score_offer(*, offer_id: int, judge_id: int, points: Mapping[int, int], by: User, on: date) -> None:
    """The points of one judge for one offer, by criterion; they replace former ones. Records `contest.scored`."""
    offer = ContestOffer.objects.visible_to(by).select_related("provider").get(pk=offer_id)
    contest = locked_contest(offer.contest_id, by)
    must_edit(by, contest)
    _must_be(contest, ContestState.ASSESSMENT)
    judge = Judge.objects.visible_to(by).get(pk=judge_id, contest=contest)
    if not judge.may_judge:
        raise Refused(
            _("%(name)s has not stated that there is no conflict of interest. Note the statement first.")
            % {"name": judge.name}
        )
    if offer.fault:
        raise Refused(_("This offer is left out for a formal fault."))
    criteria = list(contest.criteria.order_by("id"))
    for criterion in criteria:
        if not 0 <= points.get(criterion.pk, -1) <= criterion.most_points:
            raise Refused(
                _("Give 0 to %(most)d points for: %(criterion)s.")
                % {"most": criterion.most_points, "criterion": criterion.name}
            )
    for criterion in criteria:
        Score.objects.update_or_create(
            centre_id=contest.centre_id,
            offer=offer,
            judge=judge,
            criterion=criterion,
            defaults={"points": points[criterion.pk]},
        )
    record("contest.scored", subject=contest, by=by, judge=judge.name, provider=offer.provider.name)


@transaction.atomic
def decide_contest(
    *, contest_id: int, granted: Mapping[int, int], reasons: str, by: User, on: date
) -> list[Agreement]:
    """Choose offers, with the amount of each, and write an agreement for each as a draft. `granted` may be empty:
    then nobody was chosen. Records `contest.decided`."""
    contest = locked_contest(contest_id, by)
    must_edit(by, contest)
    offers = {offer.pk: offer for offer in contest.offers.select_related("provider").order_by("id")}
    _must_be_grantable(contest, offers, granted)
    CONTEST.take(contest, "decide")
    contest.decided_on, contest.reasons = on, reasons
    contest.save(update_fields=["state", "decided_on", "reasons"])
    for pk, amount in granted.items():
        offers[pk].granted_grosze = amount
        offers[pk].save(update_fields=["granted_grosze"])
    agreements = [_draft_of(contest, offers[pk].provider, number) for number, pk in enumerate(granted, start=1)]
    names = ", ".join(offers[pk].provider.name for pk in granted)
    record("contest.decided", subject=contest, by=by, contest=contest.title, chosen=names or "–")
    return agreements


@transaction.atomic
def cancel_contest(*, contest_id: int, reason: str, by: User, on: date) -> Contest:
    """End the contest without a choice. Records `contest.cancelled`."""
    contest = locked_contest(contest_id, by)
    must_edit(by, contest)
    CONTEST.take(contest, "cancel")
    contest.cancel_reason = reason
    contest.save(update_fields=["state", "cancel_reason"])
    record("contest.cancelled", subject=contest, by=by, contest=contest.title)
    return contest


def locked_contest(contest_id: int | None, by: User) -> Contest:
    return Contest.objects.visible_to(by).select_for_update(of=("self",)).get(pk=contest_id)


def must_edit(by: User, contest: Contest) -> None:
    if not may_edit_providers(by) or contest.centre_id != by.centre_id:
        raise NotAllowed(_("Only the services organiser and the director lead contests."))


def _must_be(contest: Contest, state: ContestState) -> None:
    if contest.state != state:
        raise WrongState(
            _("Not possible now: the state is “%(state)s”. Reload the page to see what changed.")
            % {"state": contest.get_state_display()}
        )


def _must_be_grantable(contest: Contest, offers: Mapping[int, ContestOffer], granted: Mapping[int, int]) -> None:
    for pk, amount in granted.items():
        if pk not in offers or offers[pk].fault:
            raise Refused(_("An offer that is left out cannot be chosen."))
        if not 0 < amount <= offers[pk].amount_grosze:
            raise Refused(
                _("Grant %(provider)s more than nothing and at most what it asked for.")
                % {"provider": offers[pk].provider.name}
            )
        if not offers[pk].scores.exists():
            raise Refused(_("The offer of %(provider)s has no points yet.") % {"provider": offers[pk].provider.name})
    if sum(granted.values()) > contest.amount_grosze:
        raise Refused(_("Together the chosen offers get more money than the contest has."))


def _draft_of(contest: Contest, provider: Provider, number: int) -> Agreement:
    """The agreement that follows from the choice; its number is provisional until the office gives one."""
    agreement = Agreement.objects.create(
        centre_id=contest.centre_id,
        kind=AgreementKind.CONTEST,
        provider=provider,
        number=_("draft %(contest)d/%(number)d") % {"contest": contest.pk, "number": number},
        starts_on=contest.starts_on,
        ends_on=contest.ends_on,
        contest=contest,
    )
    agreement.services.set(contest.services.all())
    return agreement
