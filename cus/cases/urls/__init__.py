from cus.cases.urls import instruments, intake, outcomes, plans, team

app_name = "cases"
urlpatterns = [
    *instruments.urlpatterns,
    *intake.urlpatterns,
    *outcomes.urlpatterns,
    *plans.urlpatterns,
    *team.urlpatterns,
]
