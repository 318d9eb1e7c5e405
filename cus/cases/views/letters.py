"""Letters and documents of a case: shown, printed, delivered."""

from collections.abc import Callable
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cus.accounts.sender import letter_paper
from cus.cases.forms.outcomes import DeliveryForm
from cus.cases.models import Application
from cus.cases.permissions.outcomes import may_read_letter
from cus.cases.queries.case import find_application
from cus.cases.services.letters import note_delivery
from cus.cases.views.form_page import form_page
from cus.kit.pages import show
from cus.people.models import Person
from cus.records.log import record_reading
from cus.records.models import Document, Letter
from cus.records.models.letter import LetterKind
from cus.records.models.subject import Subject
from cus.records.papers.docx import render_docx
from cus.records.papers.html import render_html
from cus.records.papers.paper import Paper
from cus.records.papers.pdf import render_pdf

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_file(request: HttpRequest, paper: Callable[[], Paper], *, name: str) -> HttpResponse | None:
    """The paper as the file that `?format=pdf` or `?format=docx` asks for, in large print with `?large=1`."""
    large = request.GET.get("large") == "1"
    match request.GET.get("format"):
        case "pdf":
            content, media_type, ending = render_pdf(paper(), large_print=large), "application/pdf", "pdf"
        case "docx":
            content, media_type, ending = render_docx(paper(), large_print=large), WORD, "docx"
        case _:
            return None
    way = "inline" if ending == "pdf" else "attachment"
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'{way}; filename="{slugify(name)}.{ending}"', "Cache-Control": "no-store"},
    )


def found_letter(request: HttpRequest, letter_id: int) -> tuple[Letter, Person]:
    """The letter and the person it is about; none for those who may not read it."""
    letter = get_object_or_404(Letter.objects.filter(centre_id=request.user.centre_id), pk=letter_id)
    if not may_read_letter(request.user, letter):
        raise Http404
    return letter, get_object_or_404(Person.objects.visible_to(request.user), pk=letter.story_id)


@require_GET
def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """A letter as it was written; `?format=pdf`, `?format=docx`, `?large=1`."""
    written, person = found_letter(request, letter_id)
    record_reading(of=person, by=request.user, page="cases:letter")
    paper = letter_paper(written, centre=request.centre)
    if wanted := as_file(request, lambda: paper, name=written.number):
        return wanted
    context = {
        "letter": written,
        "paper": paper,
        "body": render_html(paper),
        "person": person,
        "back_url": _case_of(written),
        "may_note_delivery": written.kind != LetterKind.REFUSAL and written.delivered_on is None,
    }
    return show(request, "cases/letter.html", context)


@require_http_methods(["GET", "POST"])
def letter_delivery(request: HttpRequest, letter_id: int) -> HttpResponse:
    written, person = found_letter(request, letter_id)
    return form_page(
        request,
        DeliveryForm(request.POST or None, initial={"delivered_on": localdate()}),
        step=lambda given: note_delivery(letter_id=written.pk, by=request.user, on=localdate(), **given),
        said=_("The delivery is noted."),
        to=reverse("cases:letter", args=[written.pk]),
        title=_("How did the person get the letter?"),
        lead=f"{written.title} ({written.number})",
        person=person,
        submit=_("Save"),
    )


@require_GET
def document(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A file somebody handed in with an application."""
    kept = get_object_or_404(Document.objects.filter(centre_id=request.user.centre_id), uuid=uuid)
    if kept.subject_kind != Application._meta.label_lower:
        raise Http404
    case = get_object_or_404(find_application(user=request.user), pk=kept.subject_id)
    record_reading(of=case.person, by=request.user, page="cases:document")
    answer = FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name, content_type=kept.media_type)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _case_of(written: Letter) -> str:
    if written.subject_kind == Subject.of(Application(pk=written.subject_id)).kind:
        return reverse("cases:application", args=[written.subject_id])
    return reverse("office:person", args=[written.story_id])
