"""What is told of the terms of services in programmes."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS = {
    "terms.added": Told(_("Service joined the programme: %(service)s"), icon="plus"),
    "terms.changed": Told(_("Terms changed: %(service)s"), icon="pencil"),
    "terms.conditions_changed": Told(_("Conditions changed: %(service)s"), icon="pencil"),
    "terms.removed": Told(_("Taken out of the programme: %(what)s"), icon="cross"),
    "terms.restored": Told(_("Put back into the programme: %(what)s"), icon="check"),
    "tariff.saved": Told(_("Tariff saved: %(tariff)s"), icon="pencil"),
}
