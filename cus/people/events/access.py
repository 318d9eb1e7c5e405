"""What is told of who may see a person's file."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "person.colleague_excluded": Told(_("%(who)s is kept from this file"), icon="shield"),
    "person.exclusion_lifted": Told(_("%(who)s may see this file again"), icon="shield"),
    "emergency.opened": Told(_("Emergency access opened for 24 hours"), icon="bell"),
    "emergency.closed": Told(_("Emergency access ended"), icon="bell"),
    "emergency.reviewed": Told(_("Emergency access reviewed: %(verdict)s"), icon="check"),
}
