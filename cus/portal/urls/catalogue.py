from django.urls import path

from cus.portal.views import catalogue, entry

urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("mapa.geojson", catalogue.map_points, name="map_points"),
    path("uslugi/<uuid:uuid>/", entry.entry, name="service"),
    path("uslugi/<uuid:uuid>/zglos-blad/", entry.report, name="report"),
    path("uslugi/<uuid:uuid>/zgloszono/", entry.report_sent, name="report_sent"),
    path("dostepnosc/", catalogue.accessibility, name="accessibility"),
    path("prywatnosc/", catalogue.privacy, name="privacy"),
]
