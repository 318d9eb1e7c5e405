"""What is told of households, rights to act, circle, consents and leaving."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "person.reach_changed": Told(_("Written down anew: how to reach the person"), icon="phone"),
    "person.right_changed": Told(_("The right of %(who)s to act was brought up to date"), icon="people"),
    "person.right_ended": Told(_("The right of %(who)s to act has its last day"), icon="people"),
    "person.right_missed": Told(
        _("%(who)s wanted to act for the person, but their right had ended; what they wrote is a signal"), icon="alert"
    ),
    "household.founded": Told(_("Household “%(home)s” written down"), icon="house"),
    "household.joined": Told(_("%(who)s lives in the household “%(home)s”"), icon="house"),
    "household.share_changed": Told(_("Lives in this home for %(share)s per cent of the time"), icon="house"),
    "household.left": Told(_("%(who)s no longer lives in the household “%(home)s”"), icon="house"),
    "circle.noted": Told(_("%(who)s is around the person"), icon="people", thread="neighbour"),
    "circle.changed": Told(_("Brought up to date: %(who)s around the person"), icon="people", thread="neighbour"),
    "circle.ended": Told(_("%(who)s is no longer around the person"), icon="people", thread="neighbour"),
    "consent.given": Told(_("Agreed: %(what)s"), icon="check"),
    "consent.withdrawn": Told(_("Took the consent back: %(what)s"), icon="cross"),
    "basis.stated": Told(_("Processed by law: %(what)s"), icon="scales"),
    "basis.ended": Told(_("No longer processed by law: %(what)s"), icon="scales"),
    "person.died": Told(_("The person has died"), icon="person"),
    "person.lives": Told(_("The note of death was a mistake: the person lives"), icon="person"),
    "person.moved_away": Told(_("The person moved away"), icon="house"),
    "person.came_back": Told(_("The person lives here again"), icon="house"),
}
