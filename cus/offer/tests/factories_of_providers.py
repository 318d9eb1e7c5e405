"""Providers with people, agreements, contests, proposals and reports."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from cus.accounts.models import Role, User
from cus.accounts.tests.factories import a_user, an_organiser, the_centre
from cus.offer.models import (
    Agreement,
    AgreementKind,
    Contest,
    ContestOffer,
    Criterion,
    ErrorReport,
    Judge,
    PlannedBreak,
    PriceListItem,
    ProposedChange,
    Provider,
    ProviderUser,
)
from cus.offer.states.agreements import AgreementState
from cus.offer.states.contests import ContestState
from cus.offer.tests.factories import a_provider, a_service

numbers = count(1)
MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def a_keeper(provider: Provider | None = None, **given: Any) -> User:
    """Somebody who keeps the entry of a provider."""
    provider = provider or a_provider()
    user = a_user(Role.PROVIDER, centre=provider.centre, **({"first_name": "Piotr", "last_name": "Banaś"} | given))
    ProviderUser.objects.create(centre=provider.centre, provider=provider, user=user)
    return user


def an_agreement(**given: Any) -> Agreement:
    """Signed, for the year 2026, about one service of the provider."""
    provider = given.pop("provider", None) or a_provider()
    services = given.pop("services", None)
    defaults = {
        "kind": AgreementKind.PROCUREMENT,
        "provider": provider,
        "number": f"CUS.272.{next(numbers)}.2026",
        "signed_on": date(2025, 12, 20),
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "data_agreement": "PD 1/2026",
        "state": AgreementState.SIGNED,
    }
    agreement = Agreement.objects.create(**({"centre": the_centre()} | defaults | given))
    agreement.services.set(services if services is not None else [a_service(provider=provider)])
    return agreement


def a_draft_agreement(**given: Any) -> Agreement:
    return an_agreement(**({"state": AgreementState.DRAFT, "signed_on": None} | given))


def a_price(agreement: Agreement | None = None, **given: Any) -> PriceListItem:
    agreement = agreement or an_agreement()
    defaults = {
        "agreement": agreement,
        "service": given.get("service") or agreement.services.get(),
        "unit": "godzina",
        "price_grosze": 4500,
        "starts_on": agreement.starts_on,
        "ends_on": agreement.ends_on,
    }
    return PriceListItem.objects.create(**({"centre": the_centre()} | defaults | given))


def a_contest(**given: Any) -> Contest:
    """In assessment: the call is over."""
    defaults = {
        "title": f"Teleopieka {next(numbers)}",
        "task": "Całodobowa teleopieka dla 20 osób.",
        "amount_grosze": 5_000_000,
        "starts_on": date(2026, 4, 1),
        "ends_on": date(2026, 12, 31),
        "announced_on": date(2026, 2, 1),
        "offers_until": date(2026, 2, 28),
        "state": ContestState.ASSESSMENT,
    }
    return Contest.objects.create(**({"centre": the_centre()} | defaults | given))


def a_criterion(contest: Contest, **given: Any) -> Criterion:
    defaults = {"contest": contest, "name": f"Doświadczenie {next(numbers)}", "most_points": 10}
    return Criterion.objects.create(**({"centre": contest.centre} | defaults | given))


def a_judge(contest: Contest, **given: Any) -> Judge:
    """Without a conflict of interest."""
    defaults = {"contest": contest, "name": f"Ewa Kos {next(numbers)}", "stated_on": date(2026, 3, 1)}
    return Judge.objects.create(**({"centre": contest.centre} | defaults | given))


def an_offer(contest: Contest, **given: Any) -> ContestOffer:
    defaults = {
        "contest": contest,
        "provider": given.get("provider") or a_provider(),
        "filed_on": date(2026, 2, 20),
        "amount_grosze": 4_000_000,
    }
    return ContestOffer.objects.create(**({"centre": contest.centre} | defaults | given))


def a_proposal(provider: Provider | None = None, **given: Any) -> ProposedChange:
    """The provider has a new phone."""
    provider = provider or a_provider()
    defaults = {
        "provider": provider,
        "before": {"phone": provider.phone},
        "after": {"phone": "+48125550499"},
        "author": given.get("author") or a_keeper(provider),
        "proposed_at": MOMENT,
    }
    return ProposedChange.objects.create(**({"centre": provider.centre} | defaults | given))


def a_break(provider: Provider | None = None, **given: Any) -> PlannedBreak:
    provider = provider or a_provider()
    defaults = {
        "provider": provider,
        "starts_on": date(2026, 8, 1),
        "ends_on": date(2026, 8, 14),
        "noted_by": given.get("noted_by") or an_organiser(),
    }
    return PlannedBreak.objects.create(**({"centre": provider.centre} | defaults | given))


def a_report(provider: Provider | None = None, **given: Any) -> ErrorReport:
    service = given.get("service") or a_service(provider=provider or a_provider())
    defaults = {
        "entry_uuid": service.uuid,
        "entry_name": service.name,
        "service": service,
        "provider": service.provider,
        "words": "Ten numer telefonu nie odpowiada.",
        "contact": "maria@example.org",
        "reported_at": MOMENT,
    }
    return ErrorReport.objects.create(**({"centre": the_centre()} | defaults | given))
