"""What is told of services in their history."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS = {
    "service.added": Told(_("Service added: %(service)s"), icon="plus"),
    "service.changed": Told(_("Service changed: %(service)s"), icon="pencil"),
    "service.published": Told(_("Service published in the catalogue: %(service)s"), icon="check"),
    "service.paused": Told(_("New applications paused: %(service)s"), icon="pause"),
    "service.confirmed": Told(_("Read and confirmed by a person: %(service)s"), icon="check"),
    "service.hours_changed": Told(_("Opening hours changed: %(service)s"), icon="clock"),
    "service.copied": Told(_("Copied as a draft: %(service)s, from %(source)s"), icon="plus"),
    "service.withdrawn": Told(_("Service withdrawn from the catalogue: %(service)s"), icon="cross"),
}
