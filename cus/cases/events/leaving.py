"""What is told of a case after somebody died or moved away."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "leaving.on_lists": Told(_("Tasks after leaving put on lists: %(count)s"), icon="list"),
}
