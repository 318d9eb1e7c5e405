from django.urls import path

from cus.office.views import access, assessments, centre, person, search, today

app_name = "office"
urlpatterns = [
    path("", today.today, name="today"),
    path("search/", search.search, name="search"),
    path("people/", search.people, name="people"),
    path("people/<int:person_id>/", person.story, name="person"),
    path("people/<int:person_id>/papers/", person.papers, name="person_papers"),
    path("people/<int:person_id>/history/", person.history, name="person_history"),
    path("people/<int:person_id>/assessments/", assessments.person_assessments, name="person_assessments"),
    path("people/<int:person_id>/change/", person.change, name="change_person"),
    path("people/<int:person_id>/team/", access.person_team, name="person_team"),
    path("people/<int:person_id>/team/add/", access.add_team_member, name="add_team_member"),
    path("people/<int:person_id>/exclude/", access.exclude, name="exclude"),
    path("people/<int:person_id>/open-to-unit/", access.open_to_unit, name="open_to_unit"),
    path("team-members/<int:member_id>/end/", access.end_team_member, name="end_team_member"),
    path("exclusions/<int:exclusion_id>/lift/", access.lift_exclusion, name="lift_exclusion"),
    path("unit-access/<int:unit_access_id>/close/", access.close_to_unit, name="close_to_unit"),
    path("emergency/", access.emergency, name="emergency"),
    path("emergencies/", access.emergencies, name="emergencies"),
    path("emergencies/<int:access_id>/", access.review_emergency, name="review_emergency"),
    path("emergencies/<int:access_id>/close/", access.close_emergency, name="close_emergency"),
    path("denied/", access.denied, name="denied"),
    path("caseloads/", access.caseloads, name="caseloads"),
    path("unmet-needs/", centre.unmet_needs, name="unmet_needs"),
    path("rulebook/", centre.rulebook, name="rulebook"),
    path("rulebook/<str:rule_id>/switch/", centre.switch_rule, name="switch_rule"),
    path("team/", centre.team, name="team"),
    path("team/add/", centre.add_member, name="add_member"),
    path("team/<int:user_id>/", centre.member, name="member"),
    path("team/<int:user_id>/role/", centre.grant_role, name="grant_role"),
    path("team/role/<int:role_held_id>/end/", centre.end_role, name="end_role"),
    path("team/<int:user_id>/authorise/", centre.authorise, name="authorise"),
    path("team/authorisation/<int:authorisation_id>/end/", centre.end_authorisation, name="end_authorisation"),
]
