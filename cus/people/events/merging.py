"""What is told of entries that look like one person, of joining them and of splitting them again."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "person.merged": Told(_("The entry “%(other)s” was joined to this one"), icon="people"),
    "person.split": Told(_("Joining with the entry “%(other)s” was undone"), icon="swap"),
    "person.likeness_said": Told(_("A colleague says that the entry “%(other)s” is the same person"), icon="people"),
    "person.told_apart": Told(_("Noted: “%(other)s” is another person"), icon="person"),
    "person.likeness_open": Told(_("Open again: “%(other)s” may be the same person"), icon="people"),
}
