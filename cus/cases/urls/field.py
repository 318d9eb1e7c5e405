from django.urls import URLPattern, path

from cus.cases.views import field, field_merge, field_sealed, field_shell

urlpatterns: list[URLPattern] = [
    path("field/", field.field, name="field"),
    path("field/take/", field.field_take, name="field_take"),
    path("field/fates/", field_sealed.field_fates, name="field_fates"),
    path("field/sealed/", field_sealed.field_sealed, name="field_sealed"),
    path("field/token/", field.field_token, name="field_token"),
    path("field/leave/", field.field_leave, name="field_leave"),
    path("field/device/", field_shell.field_device, name="field_device"),
    path("field/app.webmanifest", field_shell.field_manifest, name="field_manifest"),
    path("field/worker.js", field_shell.field_worker, name="field_worker"),
    path("field/copies/<uuid:copy_uuid>/sync/", field.field_sync, name="field_sync"),
    path("field/copies/<uuid:copy_uuid>/withdraw/", field.field_withdraw, name="field_withdraw"),
    path("field/merges/<int:merge_id>/", field_merge.field_merge, name="field_merge"),
]
