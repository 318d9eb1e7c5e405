from cus.cases.urls import intake, outcomes, plans

app_name = "cases"
urlpatterns = [*intake.urlpatterns, *outcomes.urlpatterns, *plans.urlpatterns]
