from cus.portal.urls import apply, catalogue, programmes

app_name = "portal"
urlpatterns = [*catalogue.urlpatterns, *apply.urlpatterns, *programmes.urlpatterns]
