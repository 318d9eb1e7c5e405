"""What is told of providers, their agreements and contests."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS = {
    "provider.added": Told(_("Provider added: %(provider)s"), icon="plus"),
    "provider.changed": Told(_("Provider changed: %(provider)s"), icon="pencil"),
    "provider.user_added": Told(_("%(user)s keeps the entry now"), icon="user"),
    "provider.user_removed": Told(_("%(user)s does not keep the entry any more"), icon="user"),
    "provider.reminded": Told(_("Reminder: look whether the entry is still right"), icon="bell"),
    "agreement.added": Told(_("Agreement written as a draft: %(agreement)s"), icon="plus"),
    "agreement.changed": Told(_("Agreement changed: %(agreement)s"), icon="pencil"),
    "agreement.signed": Told(_("Agreement signed: %(agreement)s"), icon="check"),
    "agreement.ended": Told(_("Agreement ended early: %(agreement)s"), icon="cross"),
    "agreement.document_added": Told(_("Document added: %(document)s"), icon="file"),
    "agreement.ends_soon": Told(_("Reminder: the agreement ends soon: %(agreement)s"), icon="bell"),
    "price.agreed": Told(_("Price agreed from %(day)s: %(service)s"), icon="coins"),
    "price.removed": Told(_("Price taken back: %(service)s"), icon="coins"),
    "contest.added": Told(_("Contest written as a draft: %(contest)s"), icon="plus"),
    "contest.changed": Told(_("Contest changed: %(contest)s"), icon="pencil"),
    "contest.announced": Told(_("Contest announced: %(contest)s"), icon="check"),
    "contest.offer_filed": Told(_("Offer filed: %(provider)s"), icon="file"),
    "contest.offer_checked": Told(_("Offer checked formally: %(provider)s"), icon="file"),
    "contest.judge_added": Told(_("Member of the committee named: %(judge)s"), icon="people"),
    "contest.statement_made": Told(_("Statement on conflicts of interest: %(judge)s"), icon="scales"),
    "contest.closed": Told(_("Taking of offers closed: %(contest)s"), icon="lock"),
    "contest.scored": Told(_("Points of %(judge)s for the offer of %(provider)s"), icon="pencil"),
    "contest.decided": Told(_("Contest decided, chosen: %(chosen)s"), icon="check"),
    "contest.cancelled": Told(_("Contest cancelled: %(contest)s"), icon="cross"),
}
