"""The terms of services in programmes: those in force on a day, and what a version says."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cus.accounts.models import Municipality, User
from cus.kit.templatetags.kit import day_short
from cus.law.citations import provision_of
from cus.law.eligibility import PROTECTED, Group, Kind, Together, conditions_in, in_groups
from cus.law.equal_treatment import Reason, without_justification
from cus.law.fees_of_programme import GrantedUnder, programme_fees_apply
from cus.law.stored_conditions import from_data
from cus.offer.models import Exclusion, FeeRule, LegalTrack, ProgrammeService, ProgrammeVersion, Service, Tariff
from cus.offer.queries.listing import Remark
from cus.offer.terms_in_words import (
    TOGETHER,
    condition_in_words,
    conditions_in_words,
    exclusion_in_words,
    fee_in_words,
    in_order,
    limit_in_words,
    limit_of,
    money_in_words,
    terms_in_words,
)

ROWS_OF_TERMS = ("limits", "criteria", "funding", "checks")


def eligibility_of(terms: ProgrammeService) -> Group | None:
    """The conditions of the terms; None where the service is for everybody."""
    return in_groups(from_data(terms.eligibility)) if terms.eligibility else None


def with_everything(rows: QuerySet[ProgrammeService]) -> QuerySet[ProgrammeService]:
    return rows.select_related("service", "tariff", "version__programme").prefetch_related(*ROWS_OF_TERMS)


def terms_within(*, service_ids: Collection[int], first: date, last: date) -> list[ProgrammeService]:
    """All terms in force for these services on at least one of the days, the newest version first."""
    versions = ProgrammeVersion.objects.in_force_within(first, last)
    rows = ProgrammeService.objects.filter(service_id__in=service_ids, version__in=versions)
    return list(with_everything(rows).order_by("-version__in_force_from", "-version_id"))


def terms_among(found: Iterable[ProgrammeService], *, service_id: int, on: date) -> ProgrammeService | None:
    """Of terms read together, those of the service in force on the day."""
    return next((one for one in found if one.service_id == service_id and _holds(one, on)), None)


def _holds(terms: ProgrammeService, on: date) -> bool:
    version = terms.version
    return bool(version.in_force_from and version.in_force_until) and (
        version.in_force_from <= on <= version.in_force_until  # type: ignore[operator]
    )


def terms_on(*, service_id: int, on: date) -> ProgrammeService | None:
    """The terms of the service in force on the day; where two programmes give it, those that came into force last.

    A service the voivode took out of a version has no terms in it from that day.
    """
    return with_everything(_newest_on(service_id=service_id, on=on)).first()


def terms_with_limits_on(*, service_id: int, on: date) -> ProgrammeService | None:
    """The same with nothing beside them but their limits: for who only looks how much may be used."""
    return _newest_on(service_id=service_id, on=on).prefetch_related("limits").first()


def _newest_on(*, service_id: int, on: date) -> QuerySet[ProgrammeService]:
    annulled = Q(version__annulments__services=service_id, version__annulments__void_from__lte=on)
    rows = ProgrammeService.objects.filter(
        service_id=service_id, version__in=ProgrammeVersion.objects.in_force_on(on)
    ).exclude(annulled)
    return rows.order_by("-version__in_force_from", "-version_id")


def exclusions_of(terms: ProgrammeService) -> QuerySet[Exclusion]:
    """The exclusions of the version that name the service, on either side."""
    rows = Exclusion.objects.filter(version_id=terms.version_id)
    named = rows.filter(Q(service_id=terms.service_id) | Q(other_id=terms.service_id))
    return named.select_related("service", "other").order_by("id")


def exclusions_within(*, service_ids: Collection[int], first: date, last: date) -> list[Exclusion]:
    """The exclusions between these services in the programmes in force on at least one of the days."""
    versions = ProgrammeVersion.objects.in_force_within(first, last)
    rows = Exclusion.objects.filter(version__in=versions, service__in=service_ids, other__in=service_ids)
    return list(rows.order_by("id"))


def services_of_version(version: ProgrammeVersion) -> list[ProgrammeService]:
    rows = with_everything(ProgrammeService.objects.filter(version=version))
    return list(rows.order_by("position", "service__sort_key", "id"))


def services_that_may_join(version: ProgrammeVersion) -> QuerySet[Service]:
    """The services of the centre that are not yet in the version."""
    taken = ProgrammeService.objects.filter(version=version).values("service")
    return Service.objects.filter(centre=version.centre_id).exclude(pk__in=taken).order_by("sort_key", "id")


def tariffs_of(user: User) -> QuerySet[Tariff]:
    return Tariff.objects.visible_to(user).order_by("name", "-starts_on", "id")


def describe_terms(version: ProgrammeVersion) -> list[str]:
    """Everything the version says of its services, one sentence a line: the same terms give the same lines."""
    services = services_of_version(version)
    places = names_of_places(services)
    lines = []
    for terms in sorted(services, key=lambda one: (one.service.sort_key, one.service_id)):
        sentences = terms_in_words(terms, eligibility=eligibility_of(terms), places=places)
        lines += [f"{terms.service.name}. {sentence}" for sentence in sentences]
    exclusions = version.exclusions.select_related("service", "other").order_by("service__sort_key", "id")
    return lines + [exclusion_in_words(one) for one in exclusions]


def names_of_places(terms: Iterable[ProgrammeService]) -> dict[str, str]:
    """The names of the municipalities the conditions name, by their codes; one query."""
    nodes = [node for node in map(eligibility_of, terms) if node]
    codes = {code for node in nodes for one in conditions_in(node) if one.kind is Kind.PLACE for code in one.among}
    if not codes:
        return {}
    return dict(Municipality.objects.filter(teryt__in=codes).values_list("teryt", "name"))


@dataclass(frozen=True)
class ConditionSaid:
    """A condition as the editor shows it."""

    place: str
    sentence: str
    kind: Kind
    is_protected: bool
    justification: str


@dataclass(frozen=True)
class GroupSaid:
    place: str
    together: Together
    label: str
    conditions: tuple[ConditionSaid, ...]
    deeper: tuple[str, ...] = ()  # groups within the group, taken over from elsewhere: shown, not edited


def groups_said(terms: ProgrammeService) -> list[GroupSaid]:
    """The conditions as groups that must all be kept; places are addresses in the stored tree."""
    node = eligibility_of(terms)
    if node is None:
        return []
    places = names_of_places([terms])
    return [
        GroupSaid(
            str(number),
            group.together,
            str(TOGETHER[group.together]),
            tuple(
                ConditionSaid(
                    f"{number}.{i}",
                    condition_in_words(one, places=places),
                    one.kind,
                    one.kind in PROTECTED,
                    one.justification,
                )
                for i, one in enumerate(group.of)
                if not isinstance(one, Group)
            ),
            tuple(conditions_said(one, places) for one in group.of if isinstance(one, Group)),
        )
        for number, group in enumerate(node.of)
        if isinstance(group, Group)
    ]


def conditions_said(group: Group, places: dict[str, str]) -> str:
    inside = "; ".join(condition_in_words(one, places=places) for one in conditions_in(group))
    return f"{TOGETHER[group.together]}: {inside}"


def remarks_on_terms(terms: ProgrammeService, *, on: date) -> list[Remark]:
    """What the law would have otherwise, where it only warns; each rule may be switched off by the centre."""
    centre = terms.version.centre
    remarks = []
    order = [Reason(one.uses_protected_trait, one.justification) for one in terms.criteria.all()]
    if centre.applies("RULE-16") and without_justification(conditions=eligibility_of(terms), order=order):
        text = _(
            "A condition looks at sex, ethnicity, religion or belief and nobody has written why it may. "
            "Write the justification, or take the condition out."
        )
        remarks.append(Remark(text, provision_of(without_justification)))
    other_act = terms.service.legal_track == LegalTrack.SOCIAL_ASSISTANCE
    granted = GrantedUnder.ANOTHER_ACT if other_act else GrantedUnder.CUS_ACT
    if centre.applies("RULE-14") and terms.fee == FeeRule.TARIFF and not programme_fees_apply(granted_under=granted):
        text = _(
            "This service is granted under another act, so the fees of that act hold. "
            "Choose “by the rules of another act”."
        )
        remarks.append(Remark(text, provision_of(programme_fees_apply)))
    return remarks + _remarks_on_tariff(terms)


def _remarks_on_tariff(terms: ProgrammeService) -> list[Remark]:
    """A tariff that ends before the version does leaves days without a fee rule (RULE-13)."""
    tariff, version = terms.tariff, terms.version
    if (
        tariff is None
        or tariff.starts_on <= version.starts_on
        and (tariff.ends_on is None or tariff.ends_on >= version.ends_on)
    ):
        return []
    last = day_short(tariff.ends_on) if tariff.ends_on else _("no end")
    text = _("The tariff “%(name)s” is valid from %(first)s to %(last)s: not on every day of the programme.")
    said = text % {"name": tariff.name, "first": day_short(tariff.starts_on), "last": last}
    return [Remark(said, "")]


def terms_page(terms: ProgrammeService, *, on: date) -> dict[str, Any]:
    """What the page of a service in a programme shows: each row as its id and its sentence."""
    return {
        "terms": terms,
        "version": terms.version,
        "programme": terms.version.programme,
        "groups": groups_said(terms),
        "limit_rows": [(one.pk, limit_in_words(limit_of(one))) for one in in_order(terms.limits.all())],
        "criterion_rows": [
            (one.pk, f"{one.wording} ({one.weight})" if one.weight else one.wording)
            for one in in_order(terms.criteria.all())
        ],
        "funding_rows": [(one.pk, money_in_words(one)) for one in in_order(terms.funding.all())],
        "check_rows": [
            (one.pk, f"{one.sentence} ({one.how}, {one.how_often})") for one in in_order(terms.checks.all())
        ],
        "exclusion_rows": [
            (
                one.pk,
                _("With: %(other)s (%(reason)s)")
                % {"other": other_of(one, terms).name, "reason": one.reason.rstrip(".")},
            )
            for one in exclusions_of(terms)
        ],
        "fee": fee_in_words(terms),
        "remarks": remarks_on_terms(terms, on=on),
    }


def other_of(exclusion: Exclusion, terms: ProgrammeService) -> Service:
    return exclusion.other if exclusion.service_id == terms.service_id else exclusion.service


@dataclass(frozen=True)
class ServiceSaid:
    """A service of a version in one line of a table."""

    id: int
    name: str
    for_whom: str
    limits: tuple[str, ...]
    fee: str


def services_said(version: ProgrammeVersion) -> list[ServiceSaid]:
    """The services of a version, for `offer/parts/programme_services.html`."""
    services = services_of_version(version)
    places = names_of_places(services)
    return [
        ServiceSaid(
            terms.pk,
            terms.service.name,
            conditions_in_words(node, places=places) if (node := eligibility_of(terms)) else _("everybody"),
            tuple(limit_in_words(limit_of(one)) for one in in_order(terms.limits.all())),
            fee_in_words(terms),
        )
        for terms in services
    ]
