from django.urls import path

from cus.portal.views import catalogue

urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("uslugi/<uuid:uuid>/", catalogue.service, name="service"),
    path("dostepnosc/", catalogue.accessibility, name="accessibility"),
    path("prywatnosc/", catalogue.privacy, name="privacy"),
]
