"""Whether the system can serve: the database answers, and under a role that row security binds."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from cus.kit.rows import serving_role_is_bound


@require_GET
@login_not_required
def health(request: HttpRequest) -> JsonResponse:
    """200 when healthy; 503 with the reason otherwise."""
    try:
        bound = serving_role_is_bound()
    except DatabaseError:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    if not bound:
        return JsonResponse({"status": "the serving role is not bound by row security"}, status=503)
    return JsonResponse({"status": "ok"})
