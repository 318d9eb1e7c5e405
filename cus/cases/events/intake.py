"""What is told of taking in on a timeline."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "signal.received": Told(_("Somebody reported that help may be needed"), icon="phone"),
    "signal.contacted": Told(_("Contact after a signal"), icon="phone"),
    "signal.applied": Told(_("The signal became application %(number)s"), icon="file"),
    "signal.closed": Told(_("The signal was closed"), icon="check"),
    "application.filed": Told(_("Application %(number)s filed"), icon="file"),
    "application.document": Told(_("Document added: %(file)s"), icon="upload"),
    "application.identity_doubtful": Told(
        _("The application names a PESEL number that belongs to another name: compare the documents"), icon="alert"
    ),
    "application.called_to_complete": Told(_("Asked to complete the application until %(until)s"), icon="letter"),
    "application.completed": Told(_("The application is complete"), icon="check"),
    "application.set_aside": Told(_("The application was left without consideration"), icon="stop"),
    "application.withdrawn": Told(_("The application was withdrawn"), icon="undo"),
}
