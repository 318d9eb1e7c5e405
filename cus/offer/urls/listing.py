from django.urls import path

from cus.offer.views import listing as views

urlpatterns = [
    path("services/", views.services, name="services"),
    path("services/new/", views.new_service, name="new_service"),
    path("services/<int:service_id>/", views.service, name="service"),
    path("services/<int:service_id>/publish/", views.publish, name="publish"),
    path("services/<int:service_id>/pause/", views.pause, name="pause"),
    path("services/<int:service_id>/withdraw/", views.withdraw, name="withdraw"),
    path("services/<int:service_id>/confirm/", views.confirm, name="confirm_service"),
]
