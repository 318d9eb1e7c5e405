"""What is told of sources and imports in their history."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS = {
    "source.added": Told(_("Source added: %(source)s"), icon="plus"),
    "source.changed": Told(_("Source changed: %(source)s"), icon="pencil"),
    "source.removed": Told(_("Source removed with its entries: %(source)s (%(entries)s)"), icon="cross"),
    "import.done": Told(_("Import from %(source)s: %(new)s new, %(changed)s changed, %(gone)s gone"), icon="check"),
    "import.undone": Told(_("Import from %(source)s undone"), icon="clock"),
    "import.failed": Told(_("Reading of %(source)s failed: %(why)s"), icon="alert"),
}
