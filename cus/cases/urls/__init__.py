from cus.cases.urls import assistance, instruments, intake, outcomes, plans, team

app_name = "cases"
urlpatterns = [
    *assistance.urlpatterns,
    *instruments.urlpatterns,
    *intake.urlpatterns,
    *outcomes.urlpatterns,
    *plans.urlpatterns,
    *team.urlpatterns,
]
