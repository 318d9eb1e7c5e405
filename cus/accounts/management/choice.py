"""Which centre a command works for."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from cus.accounts.models import Centre, CentreKind


def centre_named(name: str) -> Centre:
    """The centre of this name, a regional one too; without a name the only centre of social services there is."""
    kinds = [CentreKind.CUS, CentreKind.ROPS] if name else [CentreKind.CUS]
    centres = list(Centre.objects.filter(kind__in=kinds).order_by("name", "id"))
    chosen = [centre for centre in centres if name in ("", centre.name)]
    if len(chosen) == 1:
        return chosen[0]
    if not centres:
        raise CommandError(_("There is no centre yet. Add one first."))
    names = ", ".join(centre.name for centre in centres)
    raise CommandError(_("Say which centre with --centre: %(names)s.") % {"names": names})
