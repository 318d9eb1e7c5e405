"""What the office has of a case now: the other side of every comparison."""

from django.db.models import Max, Q

from cus.accounts.models import User
from cus.cases.field.merging import Values
from cus.cases.field.values import FINISH, plan_values, recognition_values
from cus.cases.models import Application, FieldCopy, NeedsRecognition, PlanVersion
from cus.cases.states import VersionState

IN_THE_MAKING = (VersionState.DRAFT, VersionState.AGREED)


def own_draft(application: Application, *, user: User) -> NeedsRecognition | None:
    """The conversation the user is writing down: only its author goes on with it."""
    drafts = application.recognitions.filter(author=user, finished_on__isnull=True)
    return drafts.select_related("application__person").order_by("-pk").first()


def seen_up_to(application: Application) -> int:
    return application.recognitions.aggregate(newest=Max("pk"))["newest"] or 0


def plan_version(application: Application) -> PlanVersion | None:
    """The wording being made; where none is, the approved one, which does not change."""
    versions = PlanVersion.objects.filter(plan__application=application, plan__in=application.plans.alive())
    made = versions.filter(Q(state__in=IN_THE_MAKING) | Q(state=VersionState.APPROVED))
    return made.order_by("-number").first()


def office_values(copy: FieldCopy) -> Values:
    """The recognition the copy began from, over it what newer ones say; and the plan."""
    application = copy.application
    return recognition_now(copy) | plan_values(plan_version(application))


def recognition_now(copy: FieldCopy) -> Values:
    """A newer conversation, whoever wrote it down, speaks where it says something; its end is its own."""
    values = recognition_values(copy.recognition)
    newer = copy.application.recognitions.filter(pk__gt=copy.seen_up_to).exclude(pk=copy.recognition_id)
    for talk in newer.order_by("pk"):
        values |= {key: value for key, value in recognition_values(talk).items() if value and key != FINISH}
    return values
