from django.urls import path

from cus.offer.views import copies as views

urlpatterns = [
    path("services/copy/", views.copy, name="copy"),
    path("services/copy/<int:entry_id>/", views.copy_entry, name="copy_entry"),
]
