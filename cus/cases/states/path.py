"""The states of the resident's path and the steps between them: section 12 of the law brief, as tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cus.kit.workflow import Step, Workflow


class SignalState(TextChoices):
    NEW = "NEW", _("new")
    CONTACTED = "CONTACTED", _("contact made")
    APPLIED = "APPLIED", _("became an application")
    CLOSED = "CLOSED", _("closed")


SIGNAL = Workflow(
    Step("contact", _("Contact made"), (SignalState.NEW,), SignalState.CONTACTED),
    Step("apply", _("Take an application"), (SignalState.NEW, SignalState.CONTACTED), SignalState.APPLIED),
    Step("close", _("Close"), (SignalState.NEW, SignalState.CONTACTED), SignalState.CLOSED),
)


class ApplicationState(TextChoices):
    FILED = "FILED", _("filed")
    INCOMPLETE = "INCOMPLETE", _("to be completed")
    RECOGNITION = "RECOGNITION", _("recognising needs")
    DECIDED = "DECIDED", _("every service has its outcome")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")
    NOT_CONSIDERED = "NOT_CONSIDERED", _("left without consideration")
    TAKEN_OVER = "TAKEN_OVER", _("taken over from the social assistance centre")


OPEN_APPLICATION = (ApplicationState.FILED, ApplicationState.INCOMPLETE, ApplicationState.RECOGNITION)

APPLICATION = Workflow(
    Step("call_to_complete", _("Call to complete"), (ApplicationState.FILED,), ApplicationState.INCOMPLETE),
    Step("complete", _("Completed"), (ApplicationState.INCOMPLETE,), ApplicationState.FILED),
    Step(
        "recognise",
        _("Recognise needs"),
        (ApplicationState.FILED, ApplicationState.TAKEN_OVER),
        ApplicationState.RECOGNITION,
    ),
    Step("decide", _("Every service has its outcome"), (ApplicationState.RECOGNITION,), ApplicationState.DECIDED),
    Step(
        "reopen",
        _("A service is open again"),
        (ApplicationState.DECIDED, ApplicationState.TAKEN_OVER),
        ApplicationState.RECOGNITION,
    ),
    Step("withdraw", _("Withdraw"), OPEN_APPLICATION, ApplicationState.WITHDRAWN),
    Step(
        "set_aside", _("Leave without consideration"), (ApplicationState.INCOMPLETE,), ApplicationState.NOT_CONSIDERED
    ),
)


class RequestState(TextChoices):
    """Where one requested service of an application stands."""

    OPEN = "OPEN", _("waits for an outcome")
    WAITING = "WAITING", _("on the waiting list")
    QUALIFIED = "QUALIFIED", _("qualified")
    TRANSFERRED = "TRANSFERRED", _("passed on")
    REFUSAL_DRAFTED = "REFUSAL_DRAFTED", _("refusal being prepared")
    REFUSED = "REFUSED", _("refused")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")
    ENDED = "ENDED", _("service ended")
    GRANTED = "GRANTED", _("granted by a decision")
    MOVED = "MOVED", _("moved to the other legal track")
    SWITCHED = "SWITCHED", _("moved to the line of another service")
    TAKEN_OVER = "TAKEN_OVER", _("help taken over, not judged by us yet")


REQUEST = Workflow(
    Step("qualify", _("Qualify"), (RequestState.OPEN, RequestState.WAITING), RequestState.QUALIFIED),
    Step("wait", _("Put on the waiting list"), (RequestState.OPEN,), RequestState.WAITING),
    Step("transfer", _("Pass on"), (RequestState.OPEN, RequestState.WAITING), RequestState.TRANSFERRED),
    Step("take_back", _("Take back"), (RequestState.TRANSFERRED,), RequestState.OPEN),
    Step(
        "draft_refusal",
        _("Prepare a refusal"),
        (RequestState.OPEN, RequestState.WAITING),
        RequestState.REFUSAL_DRAFTED,
    ),
    Step("drop_refusal", _("Give up the refusal"), (RequestState.REFUSAL_DRAFTED,), RequestState.OPEN),
    Step("refuse", _("Refuse"), (RequestState.REFUSAL_DRAFTED,), RequestState.REFUSED),
    Step(
        "reopen",
        _("Open again after the appeal"),
        (RequestState.REFUSED, RequestState.GRANTED),
        RequestState.OPEN,
    ),
    Step("withdraw", _("Withdraw"), (RequestState.OPEN, RequestState.WAITING), RequestState.WITHDRAWN),
    Step("end", _("End the service"), (RequestState.QUALIFIED, RequestState.TAKEN_OVER), RequestState.ENDED),
    # taken over from another centre: ours is the next word on it
    Step("judge_anew", _("Judge anew"), (RequestState.TAKEN_OVER,), RequestState.OPEN),
    # the assistance track: a signed decision speaks, and nothing else does
    Step("grant", _("Grant by a decision"), (RequestState.OPEN, RequestState.ENDED), RequestState.GRANTED),
    Step("refuse_by_act", _("Refuse by a decision"), (RequestState.OPEN,), RequestState.REFUSED),
    Step("end_grant", _("The decision has ended"), (RequestState.GRANTED,), RequestState.ENDED),
    # between the tracks, with the person's consent
    Step("move", _("Move to the other track"), (RequestState.OPEN, RequestState.WAITING), RequestState.MOVED),
    Step("move_back", _("Move back"), (RequestState.MOVED,), RequestState.OPEN),
    # between the lines of two services, with the day of filing kept
    Step("switch", _("Move to another line"), (RequestState.OPEN, RequestState.WAITING), RequestState.SWITCHED),
    Step("switch_back", _("Move back to this line"), (RequestState.SWITCHED,), RequestState.WAITING),
)


class DecisionState(TextChoices):
    """Where a decision stands: a refusal to qualify, or one under the social assistance act."""

    DRAFT = "DRAFT", _("draft")
    SIGNED = "SIGNED", _("signed")
    DELIVERED = "DELIVERED", _("delivered")
    APPEALED = "APPEALED", _("appealed")
    UPHELD = "UPHELD", _("upheld")
    REVERSED = "REVERSED", _("reversed")
    DROPPED = "DROPPED", _("given up")
    TAKEN_OVER = "TAKEN_OVER", _("made by the former centre")


DECISION = Workflow(
    Step("sign", _("Sign"), (DecisionState.DRAFT,), DecisionState.SIGNED),
    Step("deliver", _("Record the delivery"), (DecisionState.SIGNED,), DecisionState.DELIVERED),
    Step("appeal", _("Record an appeal"), (DecisionState.DELIVERED,), DecisionState.APPEALED),
    Step("uphold", _("The appeal body upheld it"), (DecisionState.APPEALED,), DecisionState.UPHELD),
    Step("reverse", _("The appeal body reversed it"), (DecisionState.APPEALED,), DecisionState.REVERSED),
    Step("drop", _("Give up"), (DecisionState.DRAFT,), DecisionState.DROPPED),
)


class PlanState(TextChoices):
    """Where the plan as a whole stands; what is being written stands in its versions."""

    PREPARED = "PREPARED", _("being prepared")
    APPROVED = "APPROVED", _("approved, not started yet")
    ACTIVE = "ACTIVE", _("running")
    ENDED = "ENDED", _("ended, talk to be held")
    TALKED = "TALKED", _("talk held, description to be written")
    CLOSED = "CLOSED", _("closed")
    ABANDONED = "ABANDONED", _("abandoned before approval")


PLAN = Workflow(
    Step("approve", _("Approve"), (PlanState.PREPARED,), PlanState.APPROVED),
    Step("start", _("Start"), (PlanState.APPROVED,), PlanState.ACTIVE),
    Step("end", _("End"), (PlanState.APPROVED, PlanState.ACTIVE), PlanState.ENDED),
    Step("talk", _("Note the summary talk"), (PlanState.ENDED,), PlanState.TALKED),
    Step("close", _("Close"), (PlanState.TALKED,), PlanState.CLOSED),
    Step("abandon", _("Abandon"), (PlanState.PREPARED,), PlanState.ABANDONED),
)


class VersionState(TextChoices):
    DRAFT = "DRAFT", _("draft")
    AGREED = "AGREED", _("agreed with the person")
    APPROVED = "APPROVED", _("approved")
    REPLACED = "REPLACED", _("replaced by a newer version")
    DISCARDED = "DISCARDED", _("discarded")


VERSION = Workflow(
    Step("agree", _("Agree with the person"), (VersionState.DRAFT,), VersionState.AGREED),
    Step("return", _("Return with reasons"), (VersionState.AGREED,), VersionState.DRAFT),
    Step("approve", _("Approve"), (VersionState.AGREED,), VersionState.APPROVED),
    Step("replace", _("Replace"), (VersionState.APPROVED,), VersionState.REPLACED),
    Step("discard", _("Discard"), (VersionState.DRAFT, VersionState.AGREED), VersionState.DISCARDED),
)


class RowState(TextChoices):
    """Where one service or one supporting activity of a running plan stands."""

    PLANNED = "PLANNED", _("planned")
    STARTED = "STARTED", _("running")
    SUSPENDED = "SUSPENDED", _("paused")
    COMPLETED = "COMPLETED", _("completed")
    INTERRUPTED = "INTERRUPTED", _("interrupted")
    CANCELLED = "CANCELLED", _("cancelled")


ROW = Workflow(
    Step("start", _("Started"), (RowState.PLANNED,), RowState.STARTED),
    Step("suspend", _("Pause"), (RowState.STARTED,), RowState.SUSPENDED),
    Step("resume", _("Resume"), (RowState.SUSPENDED,), RowState.STARTED),
    Step("complete", _("Complete"), (RowState.STARTED,), RowState.COMPLETED),
    Step("interrupt", _("Interrupt"), (RowState.STARTED, RowState.SUSPENDED), RowState.INTERRUPTED),
    Step("cancel", _("Cancel"), (RowState.PLANNED,), RowState.CANCELLED),
)
