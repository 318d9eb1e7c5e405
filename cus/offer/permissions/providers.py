"""Who may do what with providers, agreements and contests. Every function answers one question with yes or no."""

from cus.accounts.models import Role, User
from cus.offer.models import Provider


def may_see_providers(user: User) -> bool:
    """All staff of a centre."""
    return user.is_staff_of_centre


def may_edit_providers(user: User) -> bool:
    """The organiser of services and the director: providers, agreements, contests, proposals."""
    return user.has_role(Role.ORGANISER, Role.DIRECTOR)


def may_edit_provider(user: User, provider: Provider) -> bool:
    """The organiser of services and the director of the provider's own centre."""
    return user.centre_id == provider.centre_id and may_edit_providers(user)


def may_keep_entry(user: User, provider: Provider) -> bool:
    """Those who work for the provider and hold the role today: they propose, state free capacity, plan breaks."""
    return user.has_role(Role.PROVIDER) and Provider.objects.filter(pk=provider.pk, users__user=user).exists()


def may_answer_for(user: User, provider: Provider | None) -> bool:
    """The organiser and the director; for its own entries the provider too."""
    return may_edit_providers(user) or (provider is not None and may_keep_entry(user, provider))
