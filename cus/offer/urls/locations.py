from django.urls import path

from cus.offer.views import hours, locations

urlpatterns = [
    path("places/", locations.locations, name="locations"),
    path("places/new/", locations.new_location, name="new_location"),
    path("places/<int:location_id>/", locations.location, name="location"),
    path("places/<int:location_id>/remove/", locations.remove_location, name="remove_location"),
    path("places/restore/<int:removal_id>/", locations.restore_location, name="restore_location"),
    path("services/<int:service_id>/hours/", hours.hours, name="hours"),
]
