"""What is told of programmes in their history."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS = {
    "programme.begun": Told(_("Programme begun: %(title)s"), icon="plus"),
    "programme.changed": Told(_("Text of version %(number)s changed"), icon="pencil"),
    "programme.amendment_begun": Told(_("Amendment begun: version %(number)s"), icon="plus"),
    "programme.discarded": Told(_("Version %(number)s given up"), icon="cross"),
    "programme.consulted": Told(_("Consultation of version %(number)s begun"), icon="people"),
    "programme.reported": Told(_("Consultation of version %(number)s closed with a report"), icon="file"),
    "programme.submitted": Told(_("Version %(number)s submitted to the council"), icon="right"),
    "programme.rejected": Told(_("The council rejected version %(number)s"), icon="cross"),
    "programme.resolved": Told(_("Resolution %(number)s noted"), icon="file"),
    "programme.adopted": Told(_("Version %(number)s adopted"), icon="check"),
    "programme.published": Told(_("Version %(number)s published, in force from %(day)s"), icon="check"),
    "programme.annulled": Told(_("Version %(number)s annulled: %(reference)s"), icon="cross"),
    "programme.restored": Told(_("The earlier wording applies again, as version %(number)s"), icon="right"),
    "programme.evaluated": Told(_("Programme evaluated"), icon="check"),
}
