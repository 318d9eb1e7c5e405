"""Languages that only some pages speak: elsewhere whoever chose one reads Polish, never half of each."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[..., HttpResponse]


def speaks(*languages: str) -> Callable[[Answer], Answer]:
    """Marks a view whose page has every sentence in these languages too (`kit.messages.PARTS` says which files)."""

    def mark(view: Answer) -> Answer:
        view.languages = frozenset(languages)  # type: ignore[attr-defined]
        return view

    return mark


def languages_of_the_page(get_response: Answer) -> Answer:
    """Middleware, after Django's own: a language that is not everywhere waits until a page that speaks it is found.

    So "there is no such page", which no view answers, is Polish too.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        request.wanted_language = translation.get_language()  # type: ignore[attr-defined]
        if request.wanted_language in settings.PARTIAL_LANGUAGES:  # type: ignore[attr-defined]
            _speak(request, settings.LANGUAGE_CODE)
        return get_response(request)

    def process_view(request: HttpRequest, view: Answer, args: Any, kwargs: Any) -> None:
        wanted = request.wanted_language  # type: ignore[attr-defined]
        if wanted in getattr(view, "languages", ()):
            _speak(request, wanted)

    answer.process_view = process_view  # type: ignore[attr-defined]
    return answer


def _speak(request: HttpRequest, language: str) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = translation.get_language()
