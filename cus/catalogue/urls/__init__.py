from cus.catalogue.urls import api_keys

app_name = "catalogue"
urlpatterns = [*api_keys.urlpatterns]
