"""The keys of partners, as staff keep them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cus.catalogue.forms.keys import KeyForm
from cus.catalogue.limits import OF_A_PARTNER, OF_THE_PUBLIC
from cus.catalogue.models import ApiKey
from cus.catalogue.permissions.api_keys import may_give_keys
from cus.catalogue.services.api_keys import give_api_key, revoke_api_key
from cus.kit.errors import Refused
from cus.kit.pages import explain, page_of, show


@require_http_methods(["GET", "POST"])
def api_keys(request: HttpRequest) -> HttpResponse:
    """The list, and the only page that ever shows a key: the one made just now."""
    if not may_give_keys(request.user):
        raise Http404
    form = KeyForm(request.POST if request.method == "POST" else None)
    written = ""
    if request.method == "POST" and form.is_valid():
        try:
            _key, written = give_api_key(
                centre=request.centre, name=form.cleaned_data["name"], by=request.user, at=now()
            )
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            form = KeyForm()
    keys = ApiKey.objects.visible_to(request.user).select_related("created_by", "revoked_by").order_by("-id")
    given = {
        "form": form,
        "written": written,
        "page": page_of(request, keys),
        "of_the_public": OF_THE_PUBLIC,
        "of_a_partner": OF_A_PARTNER,
    }
    return show(request, "catalogue/api_keys.html", given)


@require_POST
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    if not may_give_keys(request.user):
        raise Http404
    key = get_object_or_404(ApiKey.objects.visible_to(request.user), pk=key_id)
    try:
        revoke_api_key(key_id=key.pk, by=request.user, at=now())
    except Refused as refusal:
        explain(request, refusal)
    else:
        messages.success(request, _("The key opens nothing any more."))
    return redirect("catalogue:api_keys")
