"""How the centre words its letters: the list, one kind with its history, the editor with its preview."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cus.cases.forms.delivery import WordingForm
from cus.cases.letter_kinds import EDITABLE, EditableLetter
from cus.cases.models import LetterTemplate
from cus.cases.permissions.delivery import may_see_wordings, may_word_letters
from cus.cases.queries.wordings import compared_with_shipped, history_of, preview_of, wordings
from cus.cases.services.wordings import check_wording, return_to_shipped, save_wording
from cus.cases.views.form_page import form_page, take_step
from cus.kit.errors import Refused
from cus.kit.pages import show
from cus.records.papers.html import render_html


def letter_or_404(request: HttpRequest, kind: str) -> EditableLetter:
    letter = EDITABLE.get(kind)
    if letter is None or not may_see_wordings(request.user, request.centre):
        raise Http404
    return letter


@require_GET
def all_wordings(request: HttpRequest) -> HttpResponse:
    if not may_see_wordings(request.user, request.centre):
        raise Http404
    return show(request, "cases/wordings.html", {"rows": wordings(user=request.user, on=localdate())})


@require_GET
def wording(request: HttpRequest, letter_kind: str) -> HttpResponse:
    """The wording in force with an example person, what differs from the shipped one, the history; `?version=`."""
    letter, today = letter_or_404(request, letter_kind), localdate()
    versions = list(history_of(letter.kind, user=request.user))
    now = LetterTemplate.objects.visible_to(request.user).in_force(letter.kind, on=today)
    shown = next((one for one in versions if str(one.pk) == request.GET.get("version")), now)
    paper = preview_of(letter, shown, centre=request.centre, on=today)
    context = {
        "letter": letter,
        "versions": versions,
        "now": now,
        "shown": shown,
        "paper": paper,
        "body": render_html(paper),
        "differences": compared_with_shipped(letter, shown),
        "may_edit": may_word_letters(request.user, request.centre),
    }
    return show(request, "cases/wording.html", context)


@require_http_methods(["GET", "POST"])
def edit_wording(request: HttpRequest, letter_kind: str) -> HttpResponse:
    """The editor; the button `preview` shows the letter with an example person and saves nothing."""
    letter, today = letter_or_404(request, letter_kind), localdate()
    if not may_word_letters(request.user, request.centre):
        raise Http404
    now = LetterTemplate.objects.visible_to(request.user).in_force(letter.kind, on=today)
    own = now if now and not now.is_default else None
    initial = {
        "title": own.title if own and own.title else letter.title,
        "text": own.text if own else letter.shipped,
        "starts_on": today,
    }
    form = WordingForm(request.POST or None, initial=initial, has_title=bool(letter.title))
    here = reverse("cases:wording", args=[letter.kind])
    context = {
        "template": "cases/wording_edit.html",
        "title": _("Wording: %(letter)s") % {"letter": letter.kind.label},
        "letter": letter,
        "submit": _("Save as the next version"),
    }
    if request.method == "POST" and "preview" in request.POST:
        return _preview(request, form, letter, context | {"back_url": here})
    return form_page(
        request,
        form,
        step=lambda given: save_wording(
            centre=request.centre, kind=letter.kind, by=request.user, on=today, **({"title": ""} | given)
        ),
        said=_("The wording is saved. Letters written before stay as they are."),
        to=here,
        **context,
    )


def _preview(request: HttpRequest, form: WordingForm, letter: EditableLetter, context: dict) -> HttpResponse:
    title, text = form.data.get("title", ""), form.data.get("text", "")
    form.errors.clear()
    try:
        check_wording(letter, title=title, text=text)
    except Refused as refused:
        return show(request, "cases/wording_edit.html", {"form": form, "refusal": refused, **context}, status=422)
    tried = LetterTemplate(kind=letter.kind, title=title, text=text)
    paper = preview_of(letter, tried, centre=request.centre, on=localdate())
    tried_out = {"paper": paper, "body": render_html(paper), "differences": compared_with_shipped(letter, tried)}
    return show(request, "cases/wording_edit.html", {"form": form, **tried_out, **context})


@require_POST
def shipped(request: HttpRequest, letter_kind: str) -> HttpResponse:
    letter = letter_or_404(request, letter_kind)
    return take_step(
        request,
        lambda: return_to_shipped(centre=request.centre, kind=letter.kind, reason="", by=request.user, on=localdate()),
        said=_("From today the letter is worded as the system came."),
        to=reverse("cases:wording", args=[letter.kind]),
    )
