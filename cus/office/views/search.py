from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from cus.cases.permissions.intake import may_file_application
from cus.kit.pages import page_of, show
from cus.office.permissions import staff_only
from cus.office.queries.search import find_everything, people_named
from cus.people.models import Person


@require_GET
@staff_only
def search(request: HttpRequest) -> HttpResponse:
    """One box for people, cases and words of the story; a single person found opens at once."""
    words = request.GET.get("q", "")
    found = find_everything(user=request.user, words=words, in_texts="texts" in request.GET)
    if found.count == 1 and found.people:
        return redirect("office:person", found.people[0].pk)
    if found.count == 1 and found.applications:
        return redirect("cases:application", found.applications[0].pk)
    context = {"words": words, "command_words": words, "found": found, "may_file": _may_file(request)}
    return show(request, "office/search.html", context)


@require_GET
@staff_only
def people(request: HttpRequest) -> HttpResponse:
    """Everyone the centre knows, in Polish alphabetical order."""
    words = request.GET.get("q", "")
    everyone = people_named(user=request.user, words=words) if words else Person.objects.visible_to(request.user)
    rows = page_of(request, everyone.order_by("sort_key", "id"))
    context = {"people": rows, "words": words, "may_file": _may_file(request)}
    return show(request, "office/people.html", context, part="rows")


def _may_file(request: HttpRequest) -> bool:
    return may_file_application(request.user, request.user.centre)
