"""What is told of letters on their way, and of how letters are worded."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "letter.handed_over": Told(_("Letter handed over: %(title)s. Taken by: %(who)s"), "letter"),
    "letter.posted": Told(_("Letter posted: %(title)s"), "letter"),
    "letter.packed": Told(_("Letter prepared for e-Doręczenia: %(title)s"), "letter"),
    "letter.numbered": Told(_("Number of the consignment noted: %(title)s, %(number)s"), "letter"),
    "letter.sending_undone": Told(_("The posting was noted by mistake and undone: %(title)s"), "undo"),
    "letter.came_back": Told(_("Letter came back: %(title)s. Why: %(why)s"), "undo"),
    "letter.counted": Told(_("Letter counts as delivered from %(day)s: %(title)s"), "letter"),
    "letter.kept": Told(_("Letter stays in the file: %(title)s"), "file"),
    "letter.taken_out": Told(_("Letter waits to be sent after all: %(title)s"), "letter"),
    "letter.told": Told(_("Told that a letter waits (%(way)s): %(title)s"), "chat"),
    "address.checked": Told(_("Base of electronic addresses asked: %(found)s"), "search"),
    "wording.changed": Told(_("New wording of a letter, version %(number)s"), "pencil"),
}
