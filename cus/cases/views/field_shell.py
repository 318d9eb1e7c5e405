"""The installable page of field work: words and empty forms only, so that any browser may keep it."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cus.cases.field.words import shell_words
from cus.cases.forms.field import FieldFrameForm, FieldServiceForm, FieldSupportForm
from cus.cases.forms.outcomes import RecognitionForm
from cus.cases.forms.plans import NeedForm
from cus.kit.pages import show

MODULES = (
    "alone", "crypto", "device", "forms", "outbox", "plan", "rest", "screen", "store", "sync", "take", "vault",
    "words",
)  # fmt: skip
STYLES = ("kit/govuk-frontend.min.css", "kit/tokens.css", "kit/kit.css", "cases/field/field.css")
SCRIPTS = ("kit/htmx.min.js", "kit/enhance.js")
PICTURES = ("kit/icon.svg", "cases/field/icon-192.png", "cases/field/icon-512.png")
FONTS = (
    "kit/fonts/source-sans-3-latin-wght-normal.woff2",
    "kit/fonts/source-sans-3-latin-ext-wght-normal.woff2",
)


@never_cache
@require_GET
def field_device(request: HttpRequest) -> HttpResponse:
    """The page the device shows without network. It says nothing of anybody: all that is personal is in its vault."""
    forms = {
        "recognition": RecognitionForm(auto_id="of_%s"),
        "frame": FieldFrameForm(auto_id="of_%s"),
        "need": NeedForm(auto_id="of_%s"),
        "service": FieldServiceForm(auto_id="of_%s"),
        "support": FieldSupportForm(auto_id="of_%s"),
    }
    return show(request, "cases/field_device.html", {"forms": forms, **for_scripts()})


def for_scripts() -> dict[str, Any]:
    """What the pages of field work hand to their scripts: words, addresses, the modules themselves."""
    modules = {"take": module("take"), "device": module("device")}
    return {"words": shell_words(), "addresses": addresses(), "modules": modules}


def addresses() -> dict[str, str]:
    """Where the modules ask; the copy stands where `{copy}` is."""
    nobody = "00000000-0000-0000-0000-000000000000"
    return {
        "field": reverse("cases:field"),
        "device": reverse("cases:field_device"),
        "take": reverse("cases:field_take"),
        "fates": reverse("cases:field_fates"),
        "sealed": reverse("cases:field_sealed"),
        "token": reverse("cases:field_token"),
        "worker": reverse("cases:field_worker"),
        "sync": reverse("cases:field_sync", args=[nobody]).replace(nobody, "{copy}"),
        "sign_in": reverse("account_login"),
    }


@require_GET
def field_manifest(request: HttpRequest) -> HttpResponse:
    """What makes the page installable."""
    manifest = {
        "name": _("In the field – Otwarty CUS"),
        "short_name": _("In the field"),
        "lang": get_language(),
        "start_url": reverse("cases:field_device"),
        "scope": reverse("cases:field"),
        "display": "standalone",
        "theme_color": "#13564c",
        "background_color": "#ffffff",
        "icons": [
            {"src": static(f"cases/field/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


@never_cache
@require_GET
def field_worker(request: HttpRequest) -> HttpResponse:
    """The service worker: its list of files, and a version that changes with any of them."""
    kept = {"version": version_of_files(), "files": files(), "shell": reverse("cases:field_device")}
    script = render_to_string("cases/field_worker.js", {"kept": json.dumps(kept)})
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


def files() -> list[str]:
    """Static files only. No page of the office is ever in this list."""
    return [static(name) for name in (*STYLES, *SCRIPTS, *PICTURES, *FONTS)] + [module(name) for name in MODULES]


def module(name: str) -> str:
    """Modules import each other by their plain names, so these are the names that are kept."""
    return f"{static('kit/icon.svg').rpartition('kit/')[0]}cases/field/{name}.js"


@lru_cache(maxsize=1)
def version_of_files() -> str:
    names = [*STYLES, *SCRIPTS, *PICTURES, *(f"cases/field/{name}.js" for name in MODULES)]
    found = [finders.find(name) for name in names]
    contents = b"".join(Path(path).read_bytes() for path in found if isinstance(path, str))
    return hashlib.sha256(contents).hexdigest()[:12]
