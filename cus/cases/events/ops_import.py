"""What is told of people and cases that come from other centres, and of files that leave ours."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "case.taken_over": Told(_("Case %(number)s taken over from: %(unit)s"), "download", "both"),
    "ops_import.handed_in": Told(_("File handed in: %(file)s (%(unit)s)"), "download"),
    "ops_import.done": Told(
        _("Taken over: %(rows)s rows, %(people)s new people, %(cases)s cases (%(file)s)"), "download"
    ),
    "ops_import.undone": Told(_("Import undone, %(kept)s rows kept (%(file)s)"), "undo"),
    "ops_import.dropped": Told(_("Import given up: %(file)s"), "undo"),
    "ops_export.made": Told(_("File taken out: %(what)s, %(first)s – %(last)s"), "download"),
    "request.judged_anew": Told(_("Help taken over is judged anew: %(service)s"), "pencil", "both"),
}
