"""To whom the offer writes."""

from django.db.models import Q

from cus.accounts.models import Role, User
from cus.offer.models import Provider, ProviderUser


def organisers_of(centre_id: int) -> list[User]:
    """The organisers of services who can sign in."""
    people = User.objects.filter(centre_id=centre_id, is_active=True).holding(Role.ORGANISER)
    return list(people.order_by("id"))


def people_of(provider: Provider) -> list[User]:
    """Those who keep the entry of the provider today."""
    linked = ProviderUser.objects.filter(provider=provider).values("user")
    keepers = User.objects.filter(Q(pk__in=linked), centre_id=provider.centre_id, is_active=True)
    return list(keepers.holding(Role.PROVIDER).order_by("id"))
