"""What is told of providers' own work on their entries, and of reports from the public."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS = {
    "report.filed": Told(_("Somebody reported an error: %(entry)s"), icon="flag"),
}
