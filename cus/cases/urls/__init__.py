from cus.cases.urls import (
    assistance,
    clock,
    delivery,
    field,
    instruments,
    intake,
    ops_import,
    outcomes,
    plan_depth,
    plans,
    team,
    waiting,
)

app_name = "cases"
urlpatterns = [
    *assistance.urlpatterns,
    *clock.urlpatterns,
    *delivery.urlpatterns,
    *field.urlpatterns,
    *instruments.urlpatterns,
    *intake.urlpatterns,
    *ops_import.urlpatterns,
    *outcomes.urlpatterns,
    *plans.urlpatterns,
    *plan_depth.urlpatterns,
    *team.urlpatterns,
    *waiting.urlpatterns,
]
