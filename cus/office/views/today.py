from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cus.accounts.models import CASE_STAFF, Role, User
from cus.cases.models import ContactKind, NoteLevel, UnitAccess
from cus.cases.permissions.intake import may_file_application
from cus.kit.pages import page_of, show
from cus.office.queries import my_people, team_load
from cus.office.queries.today import caseload_of, work_of

SHOWN_AT_FIRST = 7
PEOPLE_ON_A_SCREEN = 10


def next_contacts(on: date) -> list[tuple[str, date]]:
    """When to talk again, as people say it."""
    return [
        (_("tomorrow"), on + timedelta(days=1)),
        (_("in a week"), on + timedelta(weeks=1)),
        (_("in two weeks"), on + timedelta(weeks=2)),
        (_("in a month"), on + relativedelta(months=1)),
    ]


def home_of(user: User, *, on: date) -> str:
    """Where somebody goes who is not staff: a provider to their entry, a unit that reads along to its cases."""
    if user.has_role(Role.PROVIDER):
        return "offer:workspace"
    return "cases:shared_cases" if UnitAccess.objects.open_to(user, on=on).exists() else "portal:catalogue"


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """The day of a member of staff: what waits, a quick note of a contact, the people they are responsible for."""
    user, on = request.user, localdate()
    if not user.is_staff_of_centre:
        return redirect(home_of(user, on=on))
    caseload = caseload_of(user=user, on=on)
    work = work_of(user=user, caseload=caseload, on=on)
    rows = my_people.people_of(caseload, on=on)
    only, sort = request.GET.get("only", ""), request.GET.get("sort", "")
    kept = my_people.chosen(rows, only=only, sort=sort)
    context = {
        "today": on,
        "work": work if "all" in request.GET else work[:SHOWN_AT_FIRST],
        "work_count": len(work),
        "hidden": 0 if "all" in request.GET else max(0, len(work) - SHOWN_AT_FIRST),
        "late_days": max(0, -(work[0].days_left or 0)) if work else 0,
        "people": page_of(request, kept, size=PEOPLE_ON_A_SCREEN),
        "people_count": len(rows),
        "counts": {name: sum(map(keep, rows)) for name, keep in my_people.FILTERS.items()},
        "only": only,
        "sort": sort,
        "may_file": may_file_application(user, user.centre),
        "notes_contacts": user.has_role(*CASE_STAFF),
        "everyone": sorted({row.person for row in rows}, key=lambda person: person.sort_key),
        "contact_kinds": ContactKind.choices,
        "note_levels": NoteLevel.choices,
        "next_contacts": next_contacts(on),
        "load": team_load.heaviest_load(user=user, on=on) if user.has_role(Role.DIRECTOR, Role.ORGANISER) else None,
    }
    return show(request, "office/today.html", context, part="people")
