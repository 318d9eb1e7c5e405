"""What is told of synonyms in their history."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS = {
    "synonym.added": Told(_("Synonym added: %(words)s"), icon="plus"),
    "synonym.changed": Told(_("Synonym changed: %(words)s"), icon="pencil"),
    "synonym.removed": Told(_("Synonym removed: %(words)s"), icon="cross"),
    "synonym.put_back": Told(_("Change of a synonym undone: %(words)s"), icon="undo"),
}
