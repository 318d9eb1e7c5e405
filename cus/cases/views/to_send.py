"""Letters that wait to go out: printed in one file, posted at once, with the posting book."""

import csv
from datetime import timedelta
from io import StringIO
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from cus.accounts.sender import sender_of
from cus.cases.forms.delivery import KINDS, PostingBookForm
from cus.cases.letter_ways import may_be_posted
from cus.cases.models import Dispatch, PrintRun
from cus.cases.permissions.delivery import sends_letters
from cus.cases.posting_paper import HEADER, posting_paper, posting_rows
from cus.cases.queries.delivery import letters_to_send, people_of, posting_book
from cus.cases.services.deliveries import post_letters, undo_posting
from cus.cases.services.printing import AT_ONCE, begin_print, letters_to_print, printed
from cus.cases.states import PrintState
from cus.cases.tasks import print_letters
from cus.cases.views.form_page import take_step
from cus.kit.errors import Refused
from cus.kit.incoming import number_in
from cus.kit.pages import explain, page_of, show
from cus.records.models.letter import LetterKind
from cus.records.papers.pdf import render_pdf
from cus.records.states import TO_SEND, LetterState

MOST_DAYS = 366


def sender_or_404(request: HttpRequest) -> None:
    if not sends_letters(request.user):
        raise Http404


@require_GET
def to_send(request: HttpRequest) -> HttpResponse:
    """Letters not on their way yet, by `kind` and `state`; each with whether it can be posted."""
    sender_or_404(request)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    kind = kind if kind in LetterKind.values else ""
    page = page_of(request, letters_to_send(user=request.user, kind=kind, state=state))
    letters = list(page.object_list)
    people = people_of(letters, user=request.user)
    known = [(letter, people[letter.story_id]) for letter in letters if letter.story_id in people]
    rows = [{"letter": one, "person": person, "by_post": may_be_posted(one, person)} for one, person in known]
    context = {
        "page": page,
        "rows": rows,
        "kinds": KINDS,
        "states": [("", _("all")), *((value, LetterState(value).label) for value in TO_SEND)],
        "kind": kind,
        "state": state,
        "at_once": AT_ONCE,
    }
    return show(request, "cases/to_send.html", context, part="rows")


def ticked(request: HttpRequest) -> list[int]:
    return list(dict.fromkeys(pk for text in request.POST.getlist("letter") if (pk := number_in(text))))


@require_POST
def send_ticked(request: HttpRequest) -> HttpResponse:
    """`do`: print or post the ticked letters; `all`: everything that fits the filters."""
    sender_or_404(request)
    letters = ticked(request)
    if request.POST.get("all"):
        asked = {name: request.POST.get(name, "") for name in ("kind", "state")}
        letters = list(letters_to_send(user=request.user, **asked).values_list("pk", flat=True))
    try:
        return _post(request, letters) if request.POST.get("do") == "post" else _print(request, letters)
    except Refused as refusal:
        explain(request, refusal)
        return redirect("cases:to_send")


def _post(request: HttpRequest, letters: list[int]) -> HttpResponse:
    batch = post_letters(letter_ids=letters, posted_on=localdate(), by=request.user, on=localdate())
    said = ngettext("%(count)d letter posted today.", "%(count)d letters posted today.", len(letters))
    undo = reverse("cases:undo_posting", args=[batch])
    messages.success(request, said % {"count": len(letters)}, extra_tags=f"undo:{undo}")
    return redirect("cases:to_send")


def _print(request: HttpRequest, letter_ids: list[int]) -> HttpResponse:
    double_sided = bool(request.POST.get("double_sided"))
    letters = letters_to_print(letter_ids, by=request.user)
    if len(letters) > AT_ONCE:
        run = begin_print(letter_ids=letter_ids, double_sided=double_sided, by=request.user, at=now())
        print_letters.defer(centre_id=run.centre_id, run_id=run.pk)
        return redirect("cases:print_run", run.pk)
    return _pdf(printed(letters, centre=request.centre, double_sided=double_sided), name=_("letters"))


@require_POST
def undo_posted(request: HttpRequest, batch: UUID) -> HttpResponse:
    sender_or_404(request)
    if not Dispatch.objects.visible_to(request.user).filter(batch=batch).exists():
        raise Http404
    return take_step(
        request,
        lambda: undo_posting(batch=batch, by=request.user, on=localdate()),
        said=_("The posting is undone: the letters wait to be sent again."),
        to=reverse("cases:to_send"),
    )


@require_GET
def print_run(request: HttpRequest, print_run_id: int) -> HttpResponse:
    """How far the worker is; then the file."""
    run = get_object_or_404(PrintRun.objects.visible_to(request.user), pk=print_run_id)
    return show(request, "cases/print_run.html", {"run": run}, part="progress")


@require_GET
def printed_file(request: HttpRequest, print_run_id: int) -> HttpResponseBase:
    runs = PrintRun.objects.visible_to(request.user).filter(state=PrintState.READY)
    run = get_object_or_404(runs, pk=print_run_id)
    answer = FileResponse(run.file.open("rb"), filename=f"{_('letters')}.pdf", content_type="application/pdf")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """The posting book of the days `first` to `last` (today); `?format=csv`, `?format=pdf`."""
    sender_or_404(request)
    today = localdate()
    form = PostingBookForm(request.GET if "first" in request.GET else None, initial={"first": today, "last": today})
    first = last = today
    if form.is_bound and form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        last = min(last, first + timedelta(days=MOST_DAYS))
    found = posting_book(user=request.user, first=first, last=last)
    match request.GET.get("format"):
        case "csv":
            return _csv(posting_rows(found), name=f"ksiazka-nadawcza-{first}-{last}")
        case "pdf":
            paper = posting_paper(found, sender=sender_of(request.centre), first=first, last=last)
            return _pdf(render_pdf(paper), name=f"ksiazka-nadawcza-{first}-{last}")
    context = {"page": page_of(request, found), "form": form, "first": first, "last": last}
    return show(request, "cases/posting_book.html", context)


def _csv(rows: list[tuple[str, ...]], *, name: str) -> HttpResponse:
    held = StringIO()
    writer = csv.writer(held, delimiter=";")
    writer.writerow(HEADER)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return HttpResponse(
        "\ufeff" + held.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"},
    )


def _safe(cell: str) -> str:
    """A spreadsheet would read such a beginning as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def _pdf(content: bytes, *, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"},
    )
