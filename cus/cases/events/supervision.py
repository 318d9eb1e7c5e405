from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "supervision.written": Told(_("Supervision of %(day)s written down"), "chat", "both"),
    "supervision.changed": Told(_("The record of the supervision of %(day)s changed"), "pencil", "both"),
}
