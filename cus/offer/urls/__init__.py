from cus.offer.urls import agreements, contests, listing, locations, providers, terms, workspace

app_name = "offer"
urlpatterns = [
    *agreements.urlpatterns,
    *contests.urlpatterns,
    *listing.urlpatterns,
    *locations.urlpatterns,
    *providers.urlpatterns,
    *terms.urlpatterns,
    *workspace.urlpatterns,
]
