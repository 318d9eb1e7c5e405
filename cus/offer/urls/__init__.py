from cus.offer.urls import listing, locations

app_name = "offer"
urlpatterns = [*listing.urlpatterns, *locations.urlpatterns]
