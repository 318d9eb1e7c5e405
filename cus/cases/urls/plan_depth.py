from django.urls import URLPattern, path

from cus.cases.urls.threads import THREAD
from cus.cases.views import supervision
from cus.cases.views.plans import comparing, easy, following, household, templates

TEMPLATE = "plan-templates/<int:template_id>/"
TEMPLATE_NEED = f"{TEMPLATE}needs/<int:template_need_id>/"
TEMPLATE_ROW = f"{TEMPLATE}rows/<int:template_row_id>/"

urlpatterns: list[URLPattern] = [
    path("plan-templates/", templates.plan_templates, name="plan_templates"),
    path("plan-templates/new/", templates.make_template, name="make_plan_template"),
    path(TEMPLATE, templates.plan_template, name="plan_template"),
    path(f"{TEMPLATE}change/", templates.change_template, name="change_plan_template"),
    path(f"{TEMPLATE}retire/", templates.retire_template, name="retire_plan_template"),
    path(f"{TEMPLATE}bring-back/", templates.bring_template_back, name="bring_plan_template_back"),
    path(f"{TEMPLATE}needs/", templates.add_template_need, name="add_template_need"),
    path(TEMPLATE_NEED, templates.change_template_need, name="change_template_need"),
    path(f"{TEMPLATE_NEED}remove/", templates.remove_template_need, name="remove_template_need"),
    path(f"{TEMPLATE_NEED}rows/{THREAD}/", templates.add_template_row, name="add_template_row"),
    path(TEMPLATE_ROW, templates.change_template_row, name="change_template_row"),
    path(f"{TEMPLATE_ROW}remove/", templates.remove_template_row, name="remove_template_row"),
    path("typical-goals/new/", templates.add_typical_goal, name="add_typical_goal"),
    path("typical-goals/<int:goal_id>/", templates.change_typical_goal, name="change_typical_goal"),
    path("typical-goals/<int:goal_id>/retire/", templates.retire_goal, name="retire_typical_goal"),
    path("plans/<int:plan_id>/template/", templates.make_template_from, name="make_template_from"),
    path("plans/<int:plan_id>/from-template/", templates.begin_from_template, name="begin_from_template"),
    path("plans/<int:plan_id>/following/", following.plan_following, name="plan_following"),
    path("plans/<int:plan_id>/reviews/", following.plan_review, name="plan_review"),
    path("plans/<int:plan_id>/reviews/all/", following.plan_reviews_every, name="plan_reviews_every"),
    path("reviews/<int:review_id>/", following.hold_review, name="hold_review"),
    path("reviews/<int:review_id>/call-off/", following.call_off_review, name="call_off_review"),
    path("plans/<int:plan_id>/goals/<uuid:need_key>/", following.note_progress, name="note_progress"),
    path("progress/<int:progress_id>/strike/", following.strike_progress, name="strike_progress"),
    path("plans/<int:plan_id>/next/", following.next_plan, name="next_plan"),
    path("plans/<int:plan_id>/easy/", easy.plan_easy, name="plan_easy"),
    path("plans/<int:plan_id>/easy/<uuid:item_key>/", easy.write_plainly, name="write_plainly"),
    path("plans/<int:plan_id>/compare/", comparing.compare_versions, name="compare_versions"),
    path("plans/<int:plan_id>/household/", household.plan_household, name="plan_household"),
    path(
        "plans/<int:plan_id>/household/<int:plan_member_id>/leave/", household.take_member_out, name="take_member_out"
    ),
    path(
        "plans/<int:plan_id>/household/<int:plan_member_id>/agreement/",
        household.member_agreement,
        name="member_agreement",
    ),
    path("supervision/", supervision.supervision_list, name="supervisions"),
    path("supervision/new/", supervision.write_supervision, name="write_supervision"),
    path("supervision/<int:supervision_id>/", supervision.supervision, name="supervision"),
    path("supervision/<int:supervision_id>/change/", supervision.change_supervision, name="change_supervision"),
]
