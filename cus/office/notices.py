"""What stands above every page of a member of staff: that a file is open to them in an emergency."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from cus.kit.templatetags.kit import day_short
from cus.people.models import EmergencyAccess
from cus.people.models.person import SEES_PEOPLE

KEPT = "emergencies"  # in the session, so that pages need not ask again; who opens or ends one drops it


def desk_notices(request: HttpRequest) -> dict[str, Any]:
    """One notice for each emergency access that lasts, on every page of staff."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.has_role(*SEES_PEOPLE):
        return {}
    if KEPT not in request.session:
        running = EmergencyAccess.objects.filter(user=user).open(at=now()).order_by("ends_at")
        request.session[KEPT] = [ends_at.isoformat() for ends_at in running.values_list("ends_at", flat=True)]
    ends = [localtime(datetime.fromisoformat(written)) for written in request.session[KEPT]]
    return {"desk_notices": [_notice(moment) for moment in ends if moment > now()]}


def _notice(ends_at: datetime) -> dict[str, str]:
    text = _("A file is open to you until %(hour)s, %(day)s. What you open in it is kept and read by a superior.")
    return {
        "title": _("Emergency access"),
        "text": text % {"hour": ends_at.strftime("%H:%M"), "day": day_short(ends_at.date())},
        "url": reverse("office:emergencies"),
        "label": _("See it or end it"),
    }
