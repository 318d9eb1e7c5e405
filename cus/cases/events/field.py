from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "field.taken": Told(_("The case %(number)s was taken along on a device"), "download"),
    "field.synced": Told(_("What was written without network came back to the case %(number)s"), "upload"),
    "field.came_sealed": Told(
        _("What was written without network came back sealed to the case %(number)s: %(why)s"), "lock"
    ),
    "field.to_merge": Told(_("Two wordings of the case %(number)s wait to be merged"), "swap"),
    "field.merged": Told(_("Two wordings of the case %(number)s were merged"), "check"),
    "field.ended": Told(_("The case is no longer on the device: %(how)s"), "lock"),
}
