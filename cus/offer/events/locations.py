"""What is told of places in their history."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS = {
    "location.added": Told(_("Place added: %(location)s"), icon="plus"),
    "location.changed": Told(_("Place changed: %(location)s"), icon="pencil"),
    "location.removed": Told(_("Place removed: %(location)s"), icon="cross"),
    "location.restored": Told(_("Place put back: %(location)s"), icon="undo"),
}
