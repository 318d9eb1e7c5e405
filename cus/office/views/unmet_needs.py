"""What people looked for and did not get: as a page and as files for a spreadsheet."""

import csv

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from cus.community.models import UnmetNeedSource
from cus.kit.pages import page_of, show
from cus.law.services import AREAS
from cus.office.permissions import staff_only
from cus.office.queries.unmet_needs import MONTHS_BACK, Asked, needs_page, rows_of_csv, rows_of_places_csv

BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know Polish letters


@require_GET
@staff_only
def unmet_needs(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    page = needs_page(asked, user=request.user, on=localdate())
    context = {
        "page": page,
        "rows": page_of(request, page.by_words),
        "asked": asked,
        "areas": [(area.number, area.name_pl) for area in AREAS.on(localdate())],
        "sources": UnmetNeedSource.choices,
        "periods": MONTHS_BACK,
        "filters": f"months={asked.months}&area={asked.area or ''}&source={asked.source}",
    }
    return show(request, "office/unmet_needs.html", context)


@require_GET
@staff_only
def unmet_needs_csv(request: HttpRequest) -> HttpResponse:
    """The same numbers as a file; `?by=place` by place."""
    is_by_place = request.GET.get("by") == "place"
    rows = rows_of_places_csv if is_by_place else rows_of_csv
    name = "niezaspokojone-potrzeby-miejscowosci" if is_by_place else "niezaspokojone-potrzeby"
    answer = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer, delimiter=";", lineterminator="\r\n")
    for row in rows(_asked(request), user=request.user, on=localdate()):
        writer.writerow([_harmless(cell) for cell in row])
    return answer


def _asked(request: HttpRequest) -> Asked:
    """What the address asks for; what it says wrongly counts as not said."""
    months, area, source = (request.GET.get(name, "") for name in ("months", "area", "source"))
    return Asked(
        months=next((known for known in MONTHS_BACK if str(known) == months), MONTHS_BACK[0]),
        area=next((one.number for one in AREAS.on(localdate()) if str(one.number) == area), None),
        source=source if source in UnmetNeedSource.values else "",
    )


def _harmless(cell: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
