from django.urls import path

from cus.offer.views.programmes import drafting, reading, steps

urlpatterns = [
    path("programmes/", reading.programmes, name="programmes"),
    path("programmes/new/", drafting.new_programme, name="new_programme"),
    path("programmes/<int:programme_id>/", reading.programme, name="programme"),
    path("programmes/<int:programme_id>/amend/", drafting.begin_amendment, name="amend_programme"),
    path("programmes/<int:programme_id>/evaluate/", steps.evaluate, name="evaluate_programme"),
    path("programmes/versions/<int:programme_version_id>/", reading.version, name="programme_version"),
    path("programmes/versions/<int:programme_version_id>/draft/", drafting.edit_programme, name="edit_programme"),
    path("programmes/versions/<int:programme_version_id>/copy/", drafting.copy_programme, name="copy_programme"),
    path("programmes/versions/<int:programme_version_id>/give-up/", drafting.discard, name="discard_programme"),
    path("programmes/versions/<int:programme_version_id>/changes/", reading.differences, name="programme_differences"),
    path("programmes/versions/<int:programme_version_id>/document/", reading.document, name="programme_document"),
    path("programmes/versions/<int:programme_version_id>/consult/", steps.consult, name="consult_programme"),
    path(
        "programmes/versions/<int:programme_version_id>/consultation/",
        steps.consultation,
        name="programme_consultation",
    ),
    path("programmes/versions/<int:programme_version_id>/submit/", steps.submit, name="submit_programme"),
    path("programmes/versions/<int:programme_version_id>/reject/", steps.reject, name="reject_programme"),
    path(
        "programmes/versions/<int:programme_version_id>/resolution/<int:municipality_id>/",
        steps.resolution,
        name="programme_resolution",
    ),
    path(
        "programmes/versions/<int:programme_version_id>/publication/<int:municipality_id>/",
        steps.publication,
        name="programme_publication",
    ),
    path("programmes/versions/<int:programme_version_id>/annul/", steps.annul, name="annul_programme"),
]
