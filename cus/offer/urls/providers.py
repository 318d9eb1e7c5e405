from django.urls import path

from cus.offer.views import providers as views

urlpatterns = [
    path("providers/", views.providers, name="providers"),
    path("providers/new/", views.new_provider, name="new_provider"),
    path("providers/<int:provider_id>/", views.provider, name="provider"),
    path("providers/<int:provider_id>/change/", views.change_provider, name="change_provider"),
    path("providers/<int:provider_id>/still-right/", views.confirm_provider, name="confirm_provider"),
    path("providers/<int:provider_id>/people/", views.invite_keeper, name="invite_keeper"),
    path("providers/<int:provider_id>/people/<int:user_id>/remove/", views.remove_keeper, name="remove_keeper"),
    path("providers/<int:provider_id>/breaks/", views.plan_break_of, name="plan_break"),
    path("providers/<int:provider_id>/breaks/<int:break_id>/call-off/", views.call_off, name="call_off_break"),
]
