from cus.offer.urls import listing

app_name = "offer"
urlpatterns = [*listing.urlpatterns]
