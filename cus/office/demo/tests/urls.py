"""The addresses of the house with the door of the demo, as `config.urls` has them where CUS_DEMO is set."""

from django.urls import include, path

from config.urls import urlpatterns as of_the_house

urlpatterns = [*of_the_house, path("demo/", include("cus.office.demo.urls"))]
