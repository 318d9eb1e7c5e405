"""The menu of the public pages."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

MENU = (
    (_("Services"), "portal:catalogue"),
    (_("Programmes"), "portal:programmes"),
    (_("Apply"), "portal:apply"),
    (_("My case"), "portal:follow"),
    (_("Who helps me"), "portal:who_helps"),
)


def site_navigation(request: HttpRequest) -> dict[str, Any]:
    """The items of the menu, the current one marked."""
    match = request.resolver_match
    here = match.view_name if match else ""
    return {
        "site_navigation": [{"label": label, "url": reverse(name), "current": name == here} for label, name in MENU]
    }
