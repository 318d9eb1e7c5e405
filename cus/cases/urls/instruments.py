from django.urls import URLPattern, path

from cus.cases.views.instruments import assessing, editor, library

urlpatterns: list[URLPattern] = [
    path("forms/", library.forms, name="forms"),
    path("forms/new/", library.begin_form, name="begin_form"),
    path("forms/shipped/", library.ship_forms, name="ship_forms"),
    path("forms/<int:form_version_id>/", library.form_version, name="form_version"),
    path("forms/<int:form_version_id>/try/", library.try_form, name="try_form"),
    path("forms/<int:form_version_id>/publish/", library.publish_form, name="publish_form"),
    path("forms/<int:form_version_id>/copy/", library.copy_form, name="copy_form"),
    path("forms/<int:form_version_id>/discard/", library.discard_form, name="discard_form"),
    path("forms/<int:form_version_id>/withdraw/", library.withdraw_form, name="withdraw_form"),
    path("forms/<int:form_version_id>/bring-back/", library.bring_form_back, name="bring_form_back"),
    path("forms/<int:form_version_id>/edit/", editor.edit_form, name="edit_form"),
    path("forms/<int:form_version_id>/head/", editor.change_head, name="change_form_head"),
    path("forms/<int:form_version_id>/text/", editor.form_text, name="form_text"),
    path("forms/<int:form_version_id>/move/", editor.move_part, name="move_form_part"),
    path("forms/<int:form_version_id>/remove/", editor.remove_part, name="remove_form_part"),
    path("forms/<int:form_version_id>/sections/add/", editor.add_section, name="add_form_section"),
    path("forms/<int:form_version_id>/sections/<slug:section_key>/", editor.change_section, name="change_section"),
    path("forms/<int:form_version_id>/sections/<slug:section_key>/add/", editor.add_question, name="add_question"),
    path("forms/<int:form_version_id>/questions/<slug:question_key>/", editor.change_question, name="change_question"),
    path("forms/<int:form_version_id>/scores/add/", editor.add_score, name="add_score"),
    path("forms/<int:form_version_id>/scores/<slug:score_key>/", editor.change_score, name="change_score"),
    path("applications/<int:application_id>/assessments/", assessing.case_assessments, name="case_assessments"),
    path("people/<int:person_id>/assessments/new/", assessing.begin_assessment, name="begin_assessment"),
    path("people/<int:person_id>/assessments/compare/", assessing.compare_assessments, name="compare_assessments"),
    path("assessments/<int:filling_id>/", assessing.assessment, name="assessment"),
    path("assessments/<int:filling_id>/fill/", assessing.fill_assessment, name="fill_assessment"),
    path("assessments/<int:filling_id>/discard/", assessing.discard_assessment, name="discard_assessment"),
    path("assessments/<int:filling_id>/correct/", assessing.correct_assessment, name="correct_assessment"),
]
