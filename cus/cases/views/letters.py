"""Letters and documents of a case: shown, printed, delivered."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from cus.accounts.sender import letter_paper
from cus.cases.letter_kinds import DECISIONS
from cus.cases.letter_ways import electronic_address, warning_of_paper, ways_open
from cus.cases.models import Application
from cus.cases.permissions.outcomes import may_read_letter
from cus.cases.queries.case import find_application
from cus.cases.queries.delivery import dispatches_of, notices_of
from cus.cases.services.notices import notices_open
from cus.kit.pages import show
from cus.law.citations import provision_of
from cus.law.delivery import counts_as_delivered_on
from cus.people.models import Person
from cus.records.log import record_reading
from cus.records.models import Document, Letter
from cus.records.models.subject import Subject
from cus.records.papers.docx import render_docx
from cus.records.papers.html import render_html
from cus.records.papers.paper import Paper
from cus.records.papers.pdf import render_pdf
from cus.records.states import LETTER

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
        **_on_its_way(written, person),
    }
    return show(request, "cases/letter.html", context)


@require_GET
def document(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A file somebody handed in with an application, or the proof that a letter arrived."""
    kept = get_object_or_404(Document.objects.filter(centre_id=request.user.centre_id), uuid=uuid)
    if kept.subject_kind == Letter._meta.label_lower:
        _letter, person = found_letter(request, kept.subject_id)  # the proof of its delivery
    elif kept.subject_kind == Application._meta.label_lower:
        person = get_object_or_404(find_application(user=request.user), pk=kept.subject_id).person
    else:
        raise Http404
    record_reading(of=person, by=request.user, page="cases:document")
    answer = FileResponse(kept.file.open("rb"), as_attachment=True, filename=kept.name, content_type=kept.media_type)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _on_its_way(written: Letter, person: Person) -> dict[str, Any]:
    """The ways open to the letter, what was tried, who was told; what the law says to mind."""
    today = localdate()
    tries = list(dispatches_of(written))
    may_go = LETTER.allows(written.state, "send")
    return {
        "ways": ways_open(written, person) if may_go else [],
        "dispatches": tries,
        "open_dispatch": next((one for one in tries if one.is_open), None),
        "notices": list(notices_of(written)),
        "notices_open": notices_open(person, on=today) if may_go else [],
        "warning": warning_of_paper(written, person, on=today) if may_go else None,
        "address_check": electronic_address(person.pk),
        "is_decision": written.kind in DECISIONS,
        "fiction": provision_of(counts_as_delivered_on),
        "today": today,
    }


def _case_of(written: Letter) -> str:
    if written.subject_kind == Subject.of(Application(pk=written.subject_id)).kind:
        return reverse("cases:application", args=[written.subject_id])
    return reverse("office:person", args=[written.story_id])
