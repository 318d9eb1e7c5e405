from django.urls import path

from cus.offer.views import terms as views

OF_ONE = "programme-services/<int:programme_service_id>/"

urlpatterns = [
    path(
        "programme-versions/<int:programme_version_id>/services/add/",
        views.add_programme_service,
        name="add_programme_service",
    ),
    path(OF_ONE, views.programme_service, name="programme_service"),
    path(f"{OF_ONE}edit/", views.edit_programme_service, name="edit_programme_service"),
    path(f"{OF_ONE}remove/", views.remove_programme_service, name="remove_programme_service"),
    path(f"{OF_ONE}conditions/new/", views.condition, name="add_condition"),
    path(f"{OF_ONE}conditions/<str:place>/", views.condition, name="condition"),
    path(f"{OF_ONE}conditions/<str:place>/remove/", views.remove_condition, name="remove_condition"),
    path(f"{OF_ONE}<slug:part>/new/", views.terms_row, name="add_terms_row"),
    path(f"{OF_ONE}<slug:part>/<int:terms_row_id>/", views.terms_row, name="terms_row"),
    path(f"{OF_ONE}<slug:part>/<int:terms_row_id>/remove/", views.remove_terms_row, name="remove_terms_row"),
    path("programme-services/events/<int:event_id>/restore/", views.restore_terms, name="restore_terms"),
    path("tariffs/", views.tariffs, name="tariffs"),
    path("tariffs/new/", views.tariff, name="new_tariff"),
    path("tariffs/<int:tariff_id>/", views.tariff, name="tariff"),
]
