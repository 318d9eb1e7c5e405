"""The page about our open data, and the files to download."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cus.catalogue import limits
from cus.catalogue.exports.dcat import Publication, as_json_ld, as_rdf_xml, catalogue
from cus.catalogue.exports.files import packed, service_lines, write_workbook
from cus.catalogue.hsds.endpoints import FAMILIES
from cus.catalogue.hsds.parameters import MOST_FULL_PER_PAGE, MOST_PER_PAGE, PER_PAGE
from cus.catalogue.queries.feed import OpenData, edition_of, open_data_of, sources_passed_on, tables_with_rows
from cus.catalogue.views.answers import OF_EVERYBODY, fresh, open_to_all, streamed, unchanged
from cus.kit.pages import show

ZIP, LINES = "application/zip", "application/x-ndjson"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORM_OF_FILES = "1"  # raised when the same rows begin to give other files
FILES = (
    ("Tabele HSDS (CSV i datapackage.json)", "package", "ZIP", ZIP),
    ("Usługi jedna po drugiej (JSON Lines)", "lines", "JSONL", LINES),
    ("Tabele HSDS w jednym arkuszu (XLSX)", "workbook", "XLSX", XLSX),
)


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """For people: what there is, on what terms, and how to read it."""
    centre = request.centre
    if centre is None:
        raise Http404
    data = open_data_of(centre)
    given = {
        "counts": tables_with_rows(data),
        "edition": edition_of(data),
        "sources": sources_passed_on(data),
        "home": request.build_absolute_uri("/").rstrip("/"),
        "endpoints": FAMILIES["hsds"].endpoints,
        "limits": limits,
        "per_page": PER_PAGE,
        "most_per_page": MOST_PER_PAGE,
        "most_full_per_page": MOST_FULL_PER_PAGE,
    }
    return show(request, "catalogue/open_data.html", given)


@open_to_all(is_bulk=True)
def package(request: HttpRequest, data: OpenData) -> HttpResponseBase:
    return _file(request, data, "hsds.zip", ZIP, lambda: streamed(data, packed(data, _notice(data)), ZIP, {}))


@open_to_all(is_bulk=True)
def lines(request: HttpRequest, data: OpenData) -> HttpResponseBase:
    return _file(request, data, "uslugi.jsonl", LINES, lambda: streamed(data, service_lines(data), LINES, {}))


@open_to_all(is_bulk=True)
def workbook(request: HttpRequest, data: OpenData) -> HttpResponseBase:
    def made() -> HttpResponseBase:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it once it is sent
        write_workbook(file, data)
        file.seek(0)
        return FileResponse(file, content_type=XLSX, headers=OF_EVERYBODY)

    return _file(request, data, "uslugi.xlsx", XLSX, made)


@open_to_all
def dcat_json(request: HttpRequest, data: OpenData) -> HttpResponseBase:
    told, modified_at = _catalogue(request, data)
    content = as_json_ld(catalogue(told)).encode()
    return fresh(request, content=content, kind="application/ld+json", modified_at=modified_at, headers={})


@open_to_all
def dcat_xml(request: HttpRequest, data: OpenData) -> HttpResponseBase:
    told, modified_at = _catalogue(request, data)
    content = as_rdf_xml(catalogue(told)).encode()
    return fresh(request, content=content, kind="application/rdf+xml", modified_at=modified_at, headers={})


def _file(
    request: HttpRequest, data: OpenData, name: str, kind: str, made: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The file, made only for who does not have this state of it already."""
    edition = edition_of(data)
    etag = f'"{sha256(f"{FORM_OF_FILES}:{name}:{data.centre.pk}:{edition}".encode()).hexdigest()[:32]}"'
    # HEAD asks for the marks only; without a body nothing is made.
    response = unchanged(request, etag, edition.modified_at)
    if response is None:
        response = HttpResponse(content_type=kind, headers=OF_EVERYBODY) if request.method == "HEAD" else made()
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        unchanged(request, etag, edition.modified_at, response)
    return response


def _catalogue(request: HttpRequest, data: OpenData) -> tuple[Publication, datetime | None]:
    modified_at = edition_of(data).modified_at
    files = tuple(
        (title, request.build_absolute_uri(reverse(f"open_data:{name}")), file_type, media)
        for title, name, file_type, media in FILES
    )
    services = tuple(
        (
            f"API: {family.profile.name}",
            request.build_absolute_uri(reverse(f"open_data:{name}")),
            request.build_absolute_uri(reverse(f"open_data:{name}_openapi")),
        )
        for name, family in FAMILIES.items()
    )
    told = Publication(
        publisher=data.centre.name,
        email=data.centre.email,
        home=request.build_absolute_uri("/"),
        page=request.build_absolute_uri(reverse("open_data:data")),
        modified_at=modified_at,
        files=files,
        services=services,
    )
    return told, modified_at


def _notice(data: OpenData) -> str:
    """Whose data they are and on what terms: goes into the archive."""
    own = _("Data of %(centre)s, licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).")
    lines_of_notice = [own % {"centre": data.centre.name}]
    for source in sources_passed_on(data):
        taken = _("Taken over from: %(source)s; whose data: %(whose)s; licence: %(licence)s.")
        told = {
            "source": source.name,
            "whose": source.attribution or source.url or "–",
            "licence": source.licence or _("not stated"),
        }
        lines_of_notice.append(taken % told)
    lines_of_notice.append(_("The tables follow HSDS 3.0 of Open Referral: https://docs.openreferral.org/"))
    return "\n".join(lines_of_notice) + "\n"
