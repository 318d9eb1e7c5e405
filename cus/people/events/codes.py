"""What is told of the codes to the page "Who helps me"."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "person.code_given": Told(_("%(who)s got a code to the page “Who helps me”"), icon="lock"),
    "person.code_unlocked": Told(_("The code of %(who)s to the page “Who helps me” was unlocked"), icon="lock"),
    "person.code_switched_off": Told(
        _("The code of %(who)s to the page “Who helps me” was switched off"), icon="lock"
    ),
}
