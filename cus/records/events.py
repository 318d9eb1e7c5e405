"""What is told of letters on a timeline."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "letter.written": Told(_("Letter: %(title)s"), icon="letter"),
    "letter.delivered": Told(_("Letter delivered: %(title)s"), icon="letter"),
}
