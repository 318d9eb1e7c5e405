from cus.cases.urls import instruments, intake, outcomes, plans

app_name = "cases"
urlpatterns = [*instruments.urlpatterns, *intake.urlpatterns, *outcomes.urlpatterns, *plans.urlpatterns]
