"""Two wordings side by side: a person chooses field by field, and only then it is over."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cus.cases.field.incoming import known
from cus.cases.field.office import office_values
from cus.cases.field.showing import digest, rows_shown
from cus.cases.models import FieldMerge, FieldMergeRow
from cus.cases.permissions.field import may_end_merge
from cus.cases.services.field import MergeGiven, end_merge
from cus.kit.errors import Refused
from cus.kit.pages import show
from cus.records.log import record_reading


@require_http_methods(["GET", "POST"])
def field_merge(request: HttpRequest, merge_id: int) -> HttpResponse:
    """The merge screen; once ended it shows both wordings and what was chosen."""
    rows = FieldMerge.objects.visible_to(request.user)
    merge = get_object_or_404(
        rows.select_related(
            "application__person", "application__centre", "user", "ended_by", "sync__copy__recognition"
        ),
        pk=merge_id,
    )
    merge.sync.copy.application = merge.application
    fields = list(merge.rows.order_by("position"))
    chosen, refusal = _chosen(request, fields), None
    if request.method == "POST":
        try:
            end_merge(
                merge_id=merge.pk, chosen=chosen, seen=request.POST.get("seen", ""), by=request.user,
                on=localdate(), at=now(),
            )  # fmt: skip
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("Merged. Both wordings stay in the history of the case."))
            return redirect("cases:application", merge.application_id)
    record_reading(of=merge.application.person, by=request.user, page="cases:field_merge")
    office = office_values(merge.sync.copy)
    context = {
        "merge": merge,
        "person": merge.application.person,
        "rows": [
            (row, chosen.get(row.row.pk)) for row in rows_shown(fields, office=office, device=known(merge.sync.values))
        ],
        "seen": digest(fields, office),
        "refusal": refusal,
        "may_end": merge.ended_at is None and may_end_merge(request.user, merge, on=localdate()),
    }
    return show(request, "cases/field_merge.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else 200)


def _chosen(request: HttpRequest, rows: list[FieldMergeRow]) -> dict[int, MergeGiven]:
    """What was ticked; kept on the page when the house refuses, so that nothing is chosen twice."""
    return {
        row.pk: MergeGiven(choice, request.POST.get(f"words_{row.pk}", ""))
        for row in rows
        if (choice := request.POST.get(f"choice_{row.pk}", ""))
    }
