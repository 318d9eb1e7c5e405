"""What the worker does for this room."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from cus.kit.rows import acting_for
from cus.records.models.outbox import MOST_TRIES
from cus.records.sending import send_all_waiting


class NotAllSent(Exception):
    """The mail server did not take everything; the worker tries again later."""


@app.task(name="records.send_waiting", queue="mail", retry=RetryStrategy(max_attempts=MOST_TRIES, exponential_wait=4))
def send_waiting(*, centre_id: int) -> None:
    """Send the e-mails of a centre that wait in its outbox; after a failure again in 4, 16, 64 … seconds."""
    with acting_for(centre_id):
        failed = send_all_waiting()
    if failed:
        raise NotAllSent(f"{failed} messages of centre {centre_id} could not be sent.")
