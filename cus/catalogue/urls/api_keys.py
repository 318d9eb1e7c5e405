from django.urls import path

from cus.catalogue.views import api_keys as views

urlpatterns = [
    path("open-data/keys/", views.api_keys, name="api_keys"),
    path("open-data/keys/<int:key_id>/revoke/", views.revoke, name="revoke_api_key"),
]
