"""The decisions that end soon, so that help does not break off."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from cus.accounts.models import CASE_STAFF, Role
from cus.cases.assistance_words import hours_in_words
from cus.cases.queries.assistance import ENDS_WITHIN, decisions_ending, renewal_deadline
from cus.kit.pages import page_of, show
from cus.law.assistance import renewal_due_on
from cus.law.citations import provision_of

CHOICES = (30, ENDS_WITHIN.days, 90)


@require_GET
def ending(request: HttpRequest) -> HttpResponse:
    """Sixty days ahead unless asked otherwise (`?days=30` or `90`)."""
    if not request.user.has_role(*CASE_STAFF):
        raise Http404
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, CHOICES) else ENDS_WITHIN.days
    today = localdate()
    page = page_of(request, decisions_ending(user=request.user, on=today, within=timedelta(days=days)))
    for decision in page.object_list:
        decision.amount = hours_in_words(decision)
        decision.days_left = (decision.lasts_until - today).days
        decision.renewal_due = renewal_deadline(decision)
    context = {
        "page": page,
        "days": days,
        "choices": [(one, ngettext("%(days)d day", "%(days)d days", one) % {"days": one}) for one in CHOICES],
        "may_keep": request.user.has_role(Role.SOCIAL_WORKER, Role.DIRECTOR),
        "provision": provision_of(renewal_due_on),
        "today": today,
    }
    return show(request, "cases/decisions_ending.html", context, part="rows")
