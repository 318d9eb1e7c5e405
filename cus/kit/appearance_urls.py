"""How pages look to this visitor. Included always, as `appearance/`."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from cus.kit import views

app_name = "appearance"
urlpatterns = [
    path("contrast/", views.contrast, name="contrast"),
    path("language/", login_not_required(set_language), name="language"),
]
