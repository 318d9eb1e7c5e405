"""What is told of the register on a timeline."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "person.added": Told(_("Entered in the register"), icon="person"),
    "person.changed": Told(_("Data in the register corrected"), icon="pencil"),
    "person.taken_over": Told(_("Taken over into the register from: %(unit)s"), icon="download"),
    "person.completed": Told(_("Data completed from the files of: %(unit)s"), icon="download"),
    "person.put_back": Told(_("Data as before the import from: %(unit)s"), icon="undo"),
    "person.represented": Told(_("%(who)s acts for the person"), icon="people"),
}
