from cus.catalogue.urls import api_keys, sources, synonyms

app_name = "catalogue"
urlpatterns = [*api_keys.urlpatterns, *sources.urlpatterns, *synonyms.urlpatterns]
