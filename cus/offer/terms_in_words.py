"""The terms of a service as sentences: what residents are told, and what one version changed against another."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from cus.kit.templatetags.kit import day_short, money
from cus.law.eligibility import Condition, Degree, Household, Kind, Node, Together
from cus.law.limits import Limit, Per, Span, Stand, Unit
from cus.offer.models import Exclusion, FeeRule, FundingSource, LimitPer, LimitSpan, ProgrammeService, ServiceLimit

COUNTED = {
    Unit.HOUR: ngettext_lazy("%(shown)s hour", "%(shown)s hours", "number"),
    Unit.TIME: ngettext_lazy("%(shown)s time", "%(shown)s times", "number"),
    Unit.RIDE: ngettext_lazy("%(shown)s ride", "%(shown)s rides", "number"),
    Unit.KILOMETRE: ngettext_lazy("%(shown)s kilometre", "%(shown)s kilometres", "number"),
    Unit.DAY: ngettext_lazy("%(shown)s day", "%(shown)s days", "number"),
    Unit.MEAL: ngettext_lazy("%(shown)s meal", "%(shown)s meals", "number"),
    Unit.MONTH: ngettext_lazy("%(shown)s month", "%(shown)s months", "number"),
    Unit.PLACE: ngettext_lazy("%(shown)s place", "%(shown)s places", "number"),
}
DEGREES = {
    Degree.SEVERE: gettext_lazy("severe degree"),
    Degree.MODERATE: gettext_lazy("moderate degree"),
    Degree.LIGHT: gettext_lazy("light degree"),
    Degree.CHILD: gettext_lazy("certificate of a child under 16"),
    Degree.NONE: gettext_lazy("no certificate"),
}
HOUSEHOLDS = {
    Household.ALONE: gettext_lazy("lives alone"),
    Household.COUPLE: gettext_lazy("a couple"),
    Household.SINGLE_PARENT: gettext_lazy("a parent alone with children"),
    Household.WITH_CHILDREN: gettext_lazy("a family with children"),
    Household.OTHER: gettext_lazy("another household"),
}
SEXES = {"FEMALE": gettext_lazy("a woman"), "MALE": gettext_lazy("a man")}
TOGETHER = {
    Together.ALL: gettext_lazy("All of these"),
    Together.ANY: gettext_lazy("At least one of these"),
    Together.NONE: gettext_lazy("None of these"),
}


def shown(amount: Decimal) -> str:
    """2 and not 2,00; 1,5 with a comma."""
    plain = amount.normalize()
    places = max(-int(plain.as_tuple().exponent), 0)
    return str(number_format(amount, decimal_pos=places, use_l10n=True))


def counted(amount: Decimal, unit: str) -> str:
    """1 hour, 2 hours; a part takes the form of few."""
    number = int(amount) if amount == int(amount) else 2
    return str(COUNTED[Unit(unit)] % {"shown": shown(amount), "number": number})


def limit_in_words(limit: Limit) -> str:
    """10 rides a month, for a person."""
    amount = counted(limit.quantity, limit.unit)
    if limit.unit is Unit.PLACE:
        return amount
    return f"{amount} {LimitSpan(limit.span).label}, {LimitPer(limit.per).label}"


def limit_of(row: ServiceLimit) -> Limit:
    return Limit(row.quantity, Unit(row.unit), Span(row.span), Per(row.per))


def stand_in_words(stand: Stand) -> str:
    """Which limit is exceeded, since when, by how much, and when there is room again."""
    limit = limit_in_words(stand.limit)
    over = counted(stand.over, stand.limit.unit)
    if stand.limit.span is Span.AT_ONCE:
        text = _("The limit is %(limit)s; this is %(over)s too much.") % {"limit": limit, "over": over}
    else:
        text = _("The limit is %(limit)s. Since %(since)s used: %(used)s, asked for: %(asked)s, too much: %(over)s.")
        text %= {
            "limit": limit,
            "since": day_short(stand.since) if stand.since else _("the beginning of the programme"),
            "used": shown(stand.used),
            "asked": shown(stand.asked),
            "over": over,
        }
    if stand.free_again_on:
        text += " " + _("There is room again from %(day)s.") % {"day": day_short(stand.free_again_on)}
    return text


def condition_in_words(condition: Condition, *, places: Mapping[str, str] | None = None) -> str:
    """The wording written for people; where there is none, a plain one made of the values."""
    return condition.wording or PLAIN[condition.kind](condition, places or {})


def _age(condition: Condition, _places: Mapping[str, str]) -> str:
    low, high = condition.lowest, condition.highest
    if low is not None and high is not None:
        return _("Age: from %(low)d to %(high)d") % {"low": low, "high": high}
    if low is not None:
        return ngettext("At least %(age)d year old", "At least %(age)d years old", low) % {"age": low}
    age = high or 0
    return ngettext("At most %(age)d year old", "At most %(age)d years old", age) % {"age": age}


def _place(condition: Condition, places: Mapping[str, str]) -> str:
    return _("Lives in: %(places)s") % {"places": ", ".join(places.get(code, code) for code in condition.among)}


def _disability(condition: Condition, _places: Mapping[str, str]) -> str:
    degrees = _(" or ").join(str(DEGREES[Degree(one)]) for one in condition.among)
    return _("Certificate of disability: %(degrees)s") % {"degrees": degrees}


def _income(condition: Condition, _places: Mapping[str, str]) -> str:
    return _("Income per person up to %(percent)d%% of the income criterion") % {"percent": condition.percent or 0}


def _household(condition: Condition, _places: Mapping[str, str]) -> str:
    kinds = _(" or ").join(str(HOUSEHOLDS[Household(one)]) for one in condition.among)
    low, high = condition.lowest, condition.highest
    if low is not None and high is not None:
        size = _("from %(low)d to %(high)d people") % {"low": low, "high": high}
    elif low is not None:
        size = _("at least %(count)d people") % {"count": low}
    else:
        size = _("at most %(count)d people") % {"count": high} if high is not None else ""
    return _("Household: %(what)s") % {"what": "; ".join(part for part in (kinds, size) if part)}


def _sex(condition: Condition, _places: Mapping[str, str]) -> str:
    return _(" or ").join(str(SEXES[one]) for one in condition.among).capitalize()


PLAIN = {
    Kind.AGE: _age,
    Kind.PLACE: _place,
    Kind.DISABILITY: _disability,
    Kind.INCOME: _income,
    Kind.HOUSEHOLD: _household,
    Kind.SEX: _sex,
}


def conditions_in_words(node: Node, *, places: Mapping[str, str] | None = None) -> str:
    """A whole tree in one line, for differences and for the page of the service."""
    if isinstance(node, Condition):
        return condition_in_words(node, places=places)
    inside = [conditions_in_words(part, places=places) for part in node.of]
    if node.together is Together.ALL:
        return "; ".join(inside)
    return f"{str(TOGETHER[node.together]).lower()}: ({' / '.join(inside)})"


def terms_in_words(terms: ProgrammeService, *, eligibility: Node | None, places: Mapping[str, str]) -> Iterator[str]:
    """One sentence for each thing the terms say, always in the same order, so that two versions can be compared."""
    yield _("For whom: %(who)s") % {
        "who": conditions_in_words(eligibility, places=places) if eligibility else _("everybody")
    }
    for limit in in_order(terms.limits.all()):
        yield _("Limit: %(limit)s") % {"limit": limit_in_words(limit_of(limit))}
    yield _("Order: %(order)s") % {"order": terms.get_order_display()}
    for number, criterion in enumerate(in_order(terms.criteria.all()), start=1):
        weight = f" ({criterion.weight})" if criterion.weight else ""
        yield _("Criterion %(number)d: %(what)s") % {"number": number, "what": f"{criterion.wording}{weight}"}
    yield _("Fee: %(fee)s") % {"fee": fee_in_words(terms)}
    for source in in_order(terms.funding.all()):
        yield _("Money: %(what)s") % {"what": money_in_words(source)}
    for label, text in (
        (_("Timetable: %(what)s"), terms.timetable),
        (_("Documents: %(what)s"), ", ".join(terms.documents.splitlines())),
        (_("Quality standard: %(what)s"), terms.quality),
    ):
        if text:
            yield label % {"what": " ".join(text.split())}
    for check in in_order(terms.checks.all()):
        what = f"{check.sentence} ({check.how}, {check.how_often})"
        yield _("Promise: %(what)s") % {"what": what}


def fee_in_words(terms: ProgrammeService) -> str:
    """„by a tariff „Rides”: 3 zł a ride”; a note that says „free of charge” itself says it once."""
    rule = str(FeeRule(terms.fee).label)
    if terms.fee_note.casefold().startswith(rule.casefold()):
        return terms.fee_note
    parts = [rule]
    if terms.tariff:
        parts.append(f"„{terms.tariff.name}”")
    text = " ".join(parts)
    return f"{text}: {terms.fee_note}" if terms.fee_note else text


def money_in_words(source: FundingSource) -> str:
    """European Union, FEM 2021-2027: 120 000 zł, from 1 January 2026 to 31 December 2027."""
    amount = f": {money(source.amount_grosze)}" if source.amount_grosze else ""
    days = _("from %(first)s") % {"first": day_short(source.starts_on)}
    if source.ends_on:
        days += " " + _("to %(last)s") % {"last": day_short(source.ends_on)}
    return f"{source.get_kind_display()}, {source.name}{amount}, {days}"


def exclusion_in_words(exclusion: Exclusion) -> str:
    return _("Not together: %(one)s and %(other)s (%(reason)s)") % {
        "one": exclusion.service.name,
        "other": exclusion.other.name,
        "reason": exclusion.reason.rstrip("."),
    }


def row_in_words(row: Any) -> str:
    """Any row of the terms in a few words."""
    if isinstance(row, ServiceLimit):
        return limit_in_words(limit_of(row))
    if isinstance(row, FundingSource):
        return money_in_words(row)
    return exclusion_in_words(row) if isinstance(row, Exclusion) else str(row)


def in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.position, row.pk))
