from django.urls import path

from cus.catalogue.views import synonyms as views

urlpatterns = [
    path("synonyms/", views.synonyms, name="synonyms"),
    path("synonyms/new/", views.new_synonym, name="new_synonym"),
    path("synonyms/<int:synonym_id>/", views.synonym, name="synonym"),
    path("synonyms/<int:synonym_id>/remove/", views.remove, name="remove_synonym"),
    path("synonyms/undo/<int:change_id>/", views.undo, name="undo_synonym"),
]
