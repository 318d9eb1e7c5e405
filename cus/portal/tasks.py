"""What the worker does for this room."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from cus.portal.uploads import clear_forgotten


@app.periodic(cron="17 3 * * *")
@app.task(name="portal.clear_forgotten_files", queue="cleaning", pass_context=False)
def clear_forgotten_files(timestamp: int) -> None:
    """Each night delete the files of applications that were begun and never sent."""
    clear_forgotten(at=now())
