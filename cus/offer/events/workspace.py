"""What is told of providers' own work on their entries, and of reports from the public."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS = {
    "proposal.made": Told(_("Change proposed: %(entry)s"), icon="pencil"),
    "proposal.withdrawn": Told(_("Proposal withdrawn: %(entry)s"), icon="undo"),
    "proposal.approved": Told(_("Proposal approved: %(entry)s"), icon="check"),
    "proposal.returned": Told(_("Proposal returned: %(entry)s"), icon="undo"),
    "entry.confirmed": Told(_("Still right: %(entry)s"), icon="check"),
    "capacity.noted": Told(_("Free capacity stated: %(service)s, %(free)s"), icon="chart"),
    "break.planned": Told(_("Break planned: %(entry)s"), icon="pause"),
    "break.called_off": Told(_("Break called off: %(entry)s"), icon="undo"),
    "report.filed": Told(_("Somebody reported an error: %(entry)s"), icon="flag"),
    "report.answered": Told(_("Report of an error answered: %(entry)s"), icon="chat"),
}
