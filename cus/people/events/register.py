"""What is told of the register on a timeline."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "person.added": Told(_("Entered in the register"), icon="person"),
    "person.changed": Told(_("Data in the register corrected"), icon="pencil"),
    "person.represented": Told(_("%(who)s acts for the person"), icon="people"),
}
