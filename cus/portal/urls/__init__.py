from cus.portal.urls import apply, catalogue

app_name = "portal"
urlpatterns = [*catalogue.urlpatterns, *apply.urlpatterns]
