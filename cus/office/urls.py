from django.urls import path

from cus.office.views import assessments, centre, person, search, today

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
