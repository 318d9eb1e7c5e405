from cus.portal.urls import apply, calendar, catalogue, programmes, who_helps

app_name = "portal"
urlpatterns = [
    *calendar.urlpatterns,
    *catalogue.urlpatterns,
    *apply.urlpatterns,
    *programmes.urlpatterns,
    *who_helps.urlpatterns,
]
