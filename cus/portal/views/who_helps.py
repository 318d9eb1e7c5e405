"""The page "Who helps me": opened with the code on a card and the day of birth, closed after a quarter of an hour."""

from collections.abc import Callable
from functools import wraps
from time import time

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cus.accounts.models import User
from cus.cases.queries.who_helps import reading_with
from cus.cases.queries.who_helps import who_helps as told_to
from cus.kit.caller import caller_of
from cus.kit.languages import speaks
from cus.kit.pages import show
from cus.people.models import PageCode
from cus.people.permissions.codes import why_closed
from cus.people.queries import code_open
from cus.people.services.trying_codes import Tried, deny, try_code
from cus.portal import limits, words_of_help
from cus.portal.forms.who_helps import CardForm
from cus.portal.sections import sections_of
from cus.records.log import record_reading
from cus.records.models import DeniedWhy

PLACE = "who_helps"
OPEN_FOR = 15 * 60  # seconds without a click
LANGUAGES = (("pl", "Polski"), ("en", "English"), ("uk", "Українська"))
View = Callable[[HttpRequest], HttpResponse]


def left_nowhere(view: View) -> View:
    """No browser, proxy or search engine keeps the page."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        response = view(request)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return answer


@speaks("uk")
@login_not_required
@require_http_methods(["GET", "POST"])
@left_nowhere
def who_helps(request: HttpRequest) -> HttpResponse:
    """The form for code and date; once they were right, the page, until it is closed or fifteen minutes pass."""
    if request.centre is None:
        raise Http404
    if request.method == "POST":
        return _open(request)
    code = _code_open(request)
    return _page(request, code) if code else _ask(request, CardForm())


@speaks("uk")
@login_not_required
@require_POST
@left_nowhere
def close(request: HttpRequest) -> HttpResponse:
    """Close the page on this device."""
    request.session.pop(PLACE, None)
    messages.success(request, _("The page is closed. Nobody sees it on this device any more."))
    return redirect("portal:who_helps")


def _open(request: HttpRequest) -> HttpResponse:
    """What is said of wrong letters and of a wrong date is the same, whether or not there is such a card."""
    form = CardForm(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    centre_id = request.centre.pk
    typed = (form.cleaned_data["code"], form.cleaned_data["born_on"])
    tried = Tried(*typed, request.path, by=_colleague(request), caller=caller_of(request))
    if not limits.may_try_cards(request):
        deny(centre_id=centre_id, why=DeniedWhy.LOCKED_CODE, tried=tried)
        return _refuse(request, form, DeniedWhy.LOCKED_CODE)
    answer = try_code(centre_id=centre_id, tried=tried, at=now(), on=localdate())
    if answer.code is None:
        return _refuse(request, form, answer.why)
    request.session.cycle_key()
    request.session[PLACE] = {"code": answer.code.pk, "seen_at": int(time())}
    return redirect("portal:who_helps")


def _refuse(request: HttpRequest, form: CardForm, why: str) -> HttpResponse:
    """What was typed does not come back onto the screen."""
    if why == DeniedWhy.LOCKED_CODE:
        text, status = _("There were too many wrong tries. Wait an hour, or call us: we will unlock the card."), 429
    elif why == DeniedWhy.WRONG_CODE:
        limits.count_wrong_card(request)
        text, status = _("The code and the date do not go together. Check both, or call us."), 422
    else:
        text, status = _("This card no longer works. Call us: we will help."), 403
    form.add_error(None, text)
    form.data = {}
    return _ask(request, form, status=status)


def _colleague(request: HttpRequest) -> User | None:
    user = request.user
    return user if user.is_authenticated and user.centre_id == request.centre.pk else None


def _code_open(request: HttpRequest) -> PageCode | None:
    """The code of the page opened here, as long as it works; each click prolongs it."""
    place = request.session.get(PLACE)
    if not place:
        return None
    late = time() - place["seen_at"] > OPEN_FOR
    code = None if late else code_open(centre_id=request.centre.pk, code_id=place["code"])
    why = why_closed(code, reader=_colleague(request), on=localdate()) if code else ""
    if code is None or why:
        del request.session[PLACE]
        if code:
            tried = Tried(code.card, localdate(), request.path, by=_colleague(request), caller=caller_of(request))
            deny(centre_id=code.centre_id, why=why, tried=tried, code=code)
        return None
    request.session[PLACE] = {"code": code.pk, "seen_at": int(time())}
    return code


def _ask(request: HttpRequest, form: CardForm, *, status: int = 200) -> HttpResponse:
    given = {"form": form, "page_languages": LANGUAGES}
    return show(request, "portal/who_helps_ask.html", given, status=status)


def _page(request: HttpRequest, code: PageCode) -> HttpResponse:
    """A helper sees the sections their right covers. `pl` marks the words that stay Polish in every language.

    Kept is whose card it was, and a colleague who is signed in while reading: the person hears of them as of others.
    """
    record_reading(of=code.person, by=_colleague(request), page=reading_with(code))
    on = localdate()
    given = {
        "person": code.person,
        "helper": code.representation,
        "sees": {section.value: True for section in sections_of(code.representation)},
        "told": told_to(code.person, on=on),
        "today": on,
        "words": words_of_help,
        "large": request.GET.get("litery") == "duze",
        "page_languages": LANGUAGES,
        "pl": "" if get_language() == "pl" else mark_safe(' lang="pl"'),
    }
    return show(request, "portal/who_helps.html", given)
