"""Files of people and cases for other programs, what stands in them, and who took which."""

from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from cus.cases.exports.layout import FILE_NAMES, LAYOUTS
from cus.cases.forms.ops_import import ExportForm
from cus.cases.models import ExportCoding, ExportKind, OpsExport
from cus.cases.permissions.ops_import import may_take_over
from cus.cases.services.ops_export import lines_of, make_export
from cus.kit.pages import page_of, show
from cus.kit.rows import acting_for


@require_http_methods(["GET", "POST"])
def ops_exports(request: HttpRequest) -> HttpResponseBase:
    """The form and the dictionary of the files; posted, the file itself."""
    if not may_take_over(request.user):
        raise Http404
    today = localdate()
    initial = {
        "kind": ExportKind.PEOPLE,
        "coding": ExportCoding.UTF_8,
        "first": date(today.year, 1, 1),
        "last": today,
    }
    form = ExportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _file(make_export(**form.cleaned_data, by=request.user, at=now()))
    made = OpsExport.objects.visible_to(request.user).select_related("made_by").order_by("-id")
    layouts = [(ExportKind(kind).label, FILE_NAMES[ExportKind(kind)], columns) for kind, columns in LAYOUTS.items()]
    return show(request, "cases/ops_exports.html", {"form": form, "page": page_of(request, made), "layouts": layouts})


def _made(export: OpsExport) -> Iterator[bytes]:
    """Lines made while they are sent: by then the request is over, so they are made for the centre anew."""
    with acting_for(export.centre_id):
        yield from lines_of(export)


def _file(export: OpsExport) -> StreamingHttpResponse:
    charset = "windows-1250" if export.coding == ExportCoding.CP1250 else "utf-8"
    answer = StreamingHttpResponse(_made(export), content_type=f"text/csv; charset={charset}")
    name = f"{FILE_NAMES[ExportKind(export.kind)]}-{export.first:%Y%m%d}-{export.last:%Y%m%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
