from cus.offer.urls import agreements, contests, copies, listing, locations, programmes, providers, terms, workspace

app_name = "offer"
urlpatterns = [
    *agreements.urlpatterns,
    *contests.urlpatterns,
    *copies.urlpatterns,
    *listing.urlpatterns,
    *locations.urlpatterns,
    *programmes.urlpatterns,
    *providers.urlpatterns,
    *terms.urlpatterns,
    *workspace.urlpatterns,
]
