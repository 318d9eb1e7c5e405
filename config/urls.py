"""The root of all addresses."""

from django.conf import settings
from django.urls import include, path

from cus.kit.health import health
from cus.kit.views import icon

urlpatterns = [
    path("health/", health, name="health"),
    path("favicon.ico", icon, name="icon"),
    path("appearance/", include("cus.kit.appearance_urls")),
    path("account/", include("allauth.urls")),
    path("office/", include("cus.office.urls")),
    path("office/", include("cus.cases.urls")),
    path("office/", include("cus.offer.urls")),
    path("office/", include("cus.community.urls")),
    path("office/", include("cus.catalogue.urls")),
    path("", include("cus.catalogue.urls.open_data")),
    path("", include("cus.portal.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("cus.office.demo.urls")), path("kit/", include("cus.kit.urls"))]

handler500 = "cus.kit.views.server_error"
