from cus.portal.urls import apply, calendar, catalogue, programmes

app_name = "portal"
urlpatterns = [*calendar.urlpatterns, *catalogue.urlpatterns, *apply.urlpatterns, *programmes.urlpatterns]
