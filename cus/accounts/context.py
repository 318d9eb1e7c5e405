"""What every template may use: the centre and whether this is the demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def centre_and_mode(request: HttpRequest) -> dict[str, Any]:
    return {"centre": getattr(request, "centre", None), "demo": settings.DEMO}
