from django.urls import URLPattern, path

from cus.cases.views import line, waiting

urlpatterns: list[URLPattern] = [
    path("waiting-lists/", waiting.lists, name="waiting_lists"),
    path("waiting-lists/<int:service_id>/", waiting.waiting_list, name="waiting_list"),
    path("waiting-lists/<int:service_id>/history/", line.history, name="line_history"),
    path("waiting-lists/<int:service_id>/rules/", line.rules, name="line_rules"),
    path("requests/<int:request_id>/line/", line.place, name="place_in_line"),
    path("requests/<int:request_id>/line/offer/", line.offer, name="offer_place"),
    path("requests/<int:request_id>/line/pause/", line.pause, name="pause_in_line"),
    path("requests/<int:request_id>/line/resume/", line.resume, name="end_pause_in_line"),
    path("requests/<int:request_id>/line/place/", line.put, name="put_at_place"),
    path("requests/<int:request_id>/line/move/", line.move, name="move_to_line"),
    path("place-offers/<int:place_offer_id>/told/", line.told, name="note_told"),
    path("place-offers/<int:place_offer_id>/yes/", line.accept, name="accept_place"),
    path("place-offers/<int:place_offer_id>/no/", line.decline, name="decline_place"),
    path("place-offers/<int:place_offer_id>/call-off/", line.recall, name="recall_place"),
]
