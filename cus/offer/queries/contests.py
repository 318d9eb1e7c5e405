"""What pages read of contests: the ranking is computed, never kept."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from cus.accounts.models import User
from cus.law.certainty import Effect
from cus.law.citations import effect_of, provision_of
from cus.law.contest import first_day_to_close
from cus.offer.models import Contest, ContestOffer, Criterion, Judge, Score
from cus.offer.queries.listing import Remark
from cus.offer.states.contests import ContestState


@dataclass(frozen=True)
class Place:
    """An offer in the ranking: its points by criterion, averaged over the judges, and by judge."""

    offer: ContestOffer
    number: int | None  # None: left out, or nobody has judged it
    points: Decimal | None
    by_criterion: list[Decimal | None]
    by_judge: list[int | None]


@dataclass(frozen=True)
class Ranking:
    criteria: list[Criterion]
    judges: list[Judge]
    places: list[Place]
    most_points: int

    @property
    def has_scores(self) -> bool:
        return any(place.points is not None for place in self.places)


def contests_of_staff(*, user: User) -> QuerySet[Contest]:
    rows = Contest.objects.visible_to(user).annotate(offer_count=Count("offers"))
    found: QuerySet[Contest] = rows.order_by("-offers_until", "-id")
    return found


def ranking_of(contest: Contest) -> Ranking:
    """Offers by the average of what the judges gave; those with as many points share a place."""
    criteria = list(contest.criteria.order_by("id"))
    judges = list(contest.judges.order_by("id"))
    offers = list(contest.offers.select_related("provider").order_by("filed_on", "id"))
    given: dict[int, dict[tuple[int, int], int]] = {}
    for score in Score.objects.filter(offer__contest=contest):
        given.setdefault(score.offer_id, {})[score.judge_id, score.criterion_id] = score.points
    places = [_place_of(offer, given.get(offer.pk, {}), criteria, judges) for offer in offers]
    judged = sorted((one.points for one in places if one.points is not None), reverse=True)
    numbered = [
        Place(one.offer, judged.index(one.points) + 1 if one.points is not None else None, *_rest(one))
        for one in places
    ]
    numbered.sort(key=lambda one: (one.number is None, one.number or 0, one.offer.pk))
    return Ranking(criteria, judges, numbered, sum(criterion.most_points for criterion in criteria))


def _rest(place: Place) -> tuple[Decimal | None, list[Decimal | None], list[int | None]]:
    return place.points, place.by_criterion, place.by_judge


def _place_of(
    offer: ContestOffer, given: dict[tuple[int, int], int], criteria: list[Criterion], judges: list[Judge]
) -> Place:
    if offer.fault:
        given = {}
    by_judge: list[int | None] = []
    for judge in judges:
        points = [value for (judge_id, _criterion), value in given.items() if judge_id == judge.pk]
        by_judge.append(sum(points) if points else None)
    by_criterion = [
        average([value for (_judge, criterion_id), value in given.items() if criterion_id == criterion.pk])
        for criterion in criteria
    ]
    return Place(offer, None, average([total for total in by_judge if total is not None]), by_criterion, by_judge)


def committee_of(ranking: Ranking) -> list[tuple[Judge, list[tuple[ContestOffer, int | None]]]]:
    """Each judge with the offers to judge and the points given so far, None where there are none."""
    judged = [place for place in ranking.places if not place.offer.fault]
    return [
        (judge, [(place.offer, place.by_judge[number]) for place in judged])
        for number, judge in enumerate(ranking.judges)
    ]


def average(points: list[int]) -> Decimal | None:
    """To two places after the comma; nothing when nobody gave points."""
    if not points:
        return None
    return (Decimal(sum(points)) / len(points)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def remarks_on(contest: Contest, *, on: date) -> list[Remark]:
    """The call must last 21 days: not confirmed in the official text, so it warns; a centre may switch it off."""
    if contest.state not in (ContestState.DRAFT, ContestState.OPEN):
        return []
    silent = effect_of(first_day_to_close, switched_off=contest.centre.switched_off_rules) is Effect.SILENT
    called_on = contest.announced_on or on
    if silent or contest.offers_until >= first_day_to_close(announced_on=called_on):
        return []
    text = _("Organisations have fewer than 21 days to file their offers. Set a later last day.")
    return [Remark(text, provision_of(first_day_to_close))]
