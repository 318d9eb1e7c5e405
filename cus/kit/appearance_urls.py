"""How pages look to this visitor. Included always, as `appearance/`."""

from django.urls import path

from cus.kit import views

app_name = "appearance"
urlpatterns = [path("contrast/", views.contrast, name="contrast")]
