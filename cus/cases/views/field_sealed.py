"""What a device may ask and hand over while nobody is signed in on it: it shows nothing, so it may not be turned away.

Whoever writes here proves it by what only the device of a copy knows: its number, and for handing over a seal that
opens with the key of that copy.
"""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cus.cases.field.incoming import NotReadable
from cus.cases.field.sealed import sealed_in
from cus.cases.models import FieldCopy, SealedWhy
from cus.cases.queries.field import fates
from cus.cases.services.field import receive_sealed
from cus.cases.views.field import sent_json
from cus.kit.incoming import number_in
from cus.kit.rows import acting_for

MOST_COPIES = 200


@csrf_exempt
@never_cache
@login_not_required
@require_POST
def field_fates(request: HttpRequest) -> HttpResponse:
    """Which copies are to leave the device, and why; asked by their numbers, answered with nothing of anybody."""
    try:
        sent = sent_json(request)
        uuids = [UUID(str(one)) for one in list(sent.get("copies", []))][:MOST_COPIES]
        with acting_for(_centre(sent)):
            return JsonResponse({"ended": fates(uuids=uuids)})
    except (NotReadable, ValueError, TypeError):
        return _not_ours()


@csrf_exempt
@never_cache
@login_not_required
@require_POST
def field_sealed(request: HttpRequest) -> HttpResponse:
    """Work that its owner can no longer send: taken in, and shown only to those who may decide about it."""
    try:
        sent = sent_json(request)
        copy, sync = UUID(str(sent.get("copy"))), UUID(str(sent.get("sync")))
        why, sealed = SealedWhy(sent.get("why")), sealed_in(sent)
        with acting_for(_centre(sent)):
            receive_sealed(copy_uuid=copy, sync_uuid=sync, sealed=sealed, why=why, at=now())
    except (NotReadable, ValueError, TypeError, FieldCopy.DoesNotExist):
        return _not_ours()
    return JsonResponse({"taken": True})


def _centre(sent: dict[str, Any]) -> int:
    found = number_in(str(sent.get("centre")))
    if found is None:
        raise NotReadable
    return found


def _not_ours() -> HttpResponse:
    """The same answer whatever was wrong with it."""
    return JsonResponse({"taken": False}, status=HTTPStatus.FORBIDDEN)
