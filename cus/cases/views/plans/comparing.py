"""Any two wordings of a plan side by side, word by word."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from cus.cases.models import PlanVersion
from cus.cases.planning.beside import beside
from cus.cases.planning.content import content_of
from cus.cases.planning.differences import differences_between
from cus.cases.queries.plans import with_content
from cus.cases.views.plans.steps import plan_or_404
from cus.kit.incoming import number_in
from cus.kit.pages import show
from cus.records.log import record_reading


@require_GET
def compare_versions(request: HttpRequest, plan_id: int) -> HttpResponse:
    """`?old=` and `?new=` are numbers of versions; without them the newest against the one before."""
    plan = plan_or_404(request, plan_id)
    versions = list(with_content(plan.versions.all()).order_by("number"))
    record_reading(of=plan.person, by=request.user, page="cases:compare_versions")
    new = _asked(request, "new", versions, versions[-1])
    earlier = [one for one in versions if one.number < new.number]
    old = _asked(request, "old", versions, earlier[-1] if earlier else new)
    before, after = content_of(old), content_of(new)
    context = {
        "plan": plan,
        "tab": "compare",
        "versions": versions,
        "old": old,
        "new": new,
        "pairs": beside(before, after),
        "differences": differences_between(before, after),
        "today": localdate(),
    }
    return show(request, "cases/compare_versions.html", context)


def _asked(request: HttpRequest, name: str, versions: list[PlanVersion], otherwise: PlanVersion) -> PlanVersion:
    if not request.GET.get(name):
        return otherwise
    number = number_in(request.GET[name])
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        raise Http404
    return found
