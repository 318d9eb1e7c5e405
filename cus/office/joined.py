"""Old addresses of a person whose entry was joined to another lead to the entry that holds the file now."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cus.people.models import Person

Answer = Callable[[HttpRequest], HttpResponse]
NOT_FOUND = 404


def joined_entries(get_response: Answer) -> Answer:
    """Where a page of a person is not found, look whether the same page of their other entry is."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != NOT_FOUND or request.method != "GET" or not request.user.is_authenticated:
            return response
        return _page_of_survivor(request) or response

    return answer


def _page_of_survivor(request: HttpRequest) -> HttpResponse | None:
    match = request.resolver_match
    given: dict[str, Any] = getattr(match, "captured_kwargs", {})
    person_id = given.get("person_id")
    if match is None or not isinstance(person_id, int):
        return None
    holds = Person.objects.filter(pk=person_id, centre_id=request.user.centre_id).values("merged_into")  # type: ignore[union-attr]
    survivor = Person.objects.visible_to(request.user).filter(pk__in=holds).values_list("pk", flat=True).first()  # type: ignore[arg-type]
    if survivor is None:
        return None
    url = reverse(match.view_name, kwargs=given | {"person_id": survivor})
    asked = request.META.get("QUERY_STRING", "")
    return redirect(f"{url}?{asked}" if asked else url)
