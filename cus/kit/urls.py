"""The page that shows every component. Included in the demo only, as `kit/`."""

from django.urls import path

from cus.kit import views

app_name = "kit"
urlpatterns = [path("", views.showcase, name="showcase")]
