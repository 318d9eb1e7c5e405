from django.urls import path

from cus.portal.views import programmes

urlpatterns = [
    path("programy/", programmes.programmes, name="programmes"),
    path("programy/<uuid:uuid>/", programmes.programme, name="programme"),
    path("programy/<uuid:uuid>/program.pdf", programmes.paper, name="programme_paper"),
]
