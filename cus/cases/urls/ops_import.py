from django.urls import path

from cus.cases.views import ops_export, ops_import

urlpatterns = [
    path("taking-over/", ops_import.ops_imports, name="ops_imports"),
    path("taking-over/<int:ops_import_id>/", ops_import.ops_import, name="ops_import"),
    path("taking-over/<int:ops_import_id>/columns/", ops_import.ops_columns, name="ops_columns"),
    path("taking-over/<int:ops_import_id>/help/", ops_import.ops_help, name="ops_help"),
    path("taking-over/<int:ops_import_id>/now/", ops_import.ops_import_now, name="ops_import_now"),
    path("taking-over/<int:ops_import_id>/undo/", ops_import.ops_undo, name="ops_undo"),
    path("taking-over/<int:ops_import_id>/drop/", ops_import.ops_drop, name="ops_drop"),
    path("taking-over/<int:ops_import_id>/rejected/", ops_import.ops_rejected, name="ops_rejected"),
    path("taking-over/rows/<int:ops_row_id>/", ops_import.ops_row, name="ops_row"),
    path("taking-over/helps/<int:request_id>/anew/", ops_import.judge_anew_page, name="judge_anew"),
    path("files-out/", ops_export.ops_exports, name="ops_exports"),
]
