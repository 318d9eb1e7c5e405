from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from cus.cases.views.plans import approval, contacts, editor, ending, lists, page


class ThreadConverter(StringConverter):
    """One of the two threads of a plan."""

    regex = "service|neighbour"


register_converter(ThreadConverter, "thread")

urlpatterns: list[URLPattern] = [
    path("plans/", lists.plans, name="plans"),
    path("plans/to-approve/", lists.approval_queue, name="approval_queue"),
    path("applications/<int:application_id>/plan/", editor.begin_plan, name="begin_plan"),
    path("plans/<int:plan_id>/", page.plan, name="plan"),
    path("plans/<int:plan_id>/change/", page.begin_change, name="begin_change"),
    path("plans/<int:plan_id>/discard/", page.discard_version, name="discard_version"),
    path("plans/<int:plan_id>/abandon/", page.abandon_plan, name="abandon_plan"),
    path("plans/<int:plan_id>/coordinator/", page.change_coordinator, name="change_coordinator"),
    path("plans/<int:plan_id>/pause/", page.pause_plan, name="pause_plan"),
    path("plans/<int:plan_id>/resume/", page.resume_plan, name="resume_plan"),
    path("plans/<int:plan_id>/rows/<uuid:row_key>/step/", page.move_row_along, name="move_row_along"),
    path("plans/<int:plan_id>/edit/", editor.edit_plan, name="edit_plan"),
    path("plans/<int:plan_id>/frame/", editor.change_frame, name="change_frame"),
    path("plans/<int:plan_id>/needs/", editor.add_need, name="add_need"),
    path("plans/<int:plan_id>/needs/<int:need_id>/", editor.change_need, name="change_need"),
    path("plans/<int:plan_id>/needs/<int:need_id>/move/", editor.move_need, name="move_need"),
    path("plans/<int:plan_id>/needs/<int:need_id>/remove/", editor.remove_need, name="remove_need"),
    path("plans/<int:plan_id>/rows/<thread:thread>/add/", editor.add_row, name="add_row"),
    path("plans/<int:plan_id>/rows/<thread:thread>/<int:row_id>/", editor.change_row, name="change_row"),
    path("plans/<int:plan_id>/rows/<thread:thread>/<int:row_id>/move/", editor.move_row, name="move_row"),
    path("plans/<int:plan_id>/rows/<thread:thread>/<int:row_id>/remove/", editor.remove_row, name="remove_row"),
    path("plans/<int:plan_id>/restore/<int:event_id>/", editor.restore_removed, name="restore_removed"),
    path("plans/<int:plan_id>/agree/", editor.agree_plan, name="agree_plan"),
    path("plans/<int:plan_id>/approve/", approval.approve_plan, name="approve_plan"),
    path("plans/<int:plan_id>/return/", approval.return_plan, name="return_plan"),
    path("plans/<int:plan_id>/differences/", approval.plan_differences, name="plan_differences"),
    path("plans/<int:plan_id>/pdf/", approval.plan_pdf, name="plan_pdf"),
    path("plans/<int:plan_id>/delivered/", ending.note_delivered, name="note_delivered"),
    path("plans/<int:plan_id>/end/", ending.end_plan, name="end_plan"),
    path("plans/<int:plan_id>/talk/", ending.note_summary_talk, name="note_summary_talk"),
    path("plans/<int:plan_id>/close/", ending.close_plan, name="close_plan"),
    path("contacts/", contacts.note_contact, name="note_contact"),
    path("tasks/", contacts.add_task, name="add_task"),
    path("tasks/<int:task_id>/finish/", contacts.finish_task, name="finish_task"),
    path("tasks/<int:task_id>/reopen/", contacts.reopen_task, name="reopen_task"),
]
