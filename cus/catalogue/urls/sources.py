from django.urls import path

from cus.catalogue.views import imports, sources

urlpatterns = [
    path("sources/", sources.sources, name="sources"),
    path("sources/new/", sources.new_source, name="new_source"),
    path("sources/<int:source_id>/", sources.source, name="source"),
    path("sources/<int:source_id>/hand-in/", sources.hand_in, name="hand_in"),
    path("sources/<int:source_id>/read/", sources.read_address, name="read_address"),
    path("sources/<int:source_id>/remove/", sources.remove, name="remove_source"),
    path("imports/<int:run_id>/", imports.import_run, name="import_run"),
    path("imports/<int:run_id>/columns/", imports.columns, name="columns"),
    path("imports/<int:run_id>/import/", imports.import_now, name="import_now"),
    path("imports/<int:run_id>/undo/", imports.undo_import, name="undo_import"),
    path("imports/<int:run_id>/rejected/", imports.rejected_rows, name="rejected_rows"),
]
