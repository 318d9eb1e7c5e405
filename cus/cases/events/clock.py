"""What is told of the clock: what stands still, what goes on, what is drafted."""

from django.utils.translation import gettext_lazy as _

from cus.records.told import Told

EVENTS: dict[str, Told] = {
    "clock.stopped": Told(_("The case %(number)s stands still: %(why)s"), icon="pause", thread="both"),
    "clock.stop_changed": Told(_("Corrected why the case %(number)s stands still: %(why)s"), icon="pencil"),
    "clock.let_go": Told(_("The case %(number)s goes on, it stood still: %(why)s"), icon="flag", thread="both"),
    "appeal.passed_on": Told(_("The appeal against %(number)s went to the appeal body"), icon="swap"),
    "letter.drafted": Told(_("A letter waits to be read: %(title)s"), icon="letter"),
    "letter.draft_dropped": Told(_("No letter was needed: %(title)s"), icon="cross"),
}
