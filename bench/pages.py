"""`./run bench pages`: server time and queries of the pages staff open most, on the example centre.

Each figure stands beside the time of /health/ (one query, no template) in the same run: quote the ratio.
"""

import argparse
import json
import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cus.accounts.models import Centre, Role, User
from cus.cases.models import Application, Plan
from cus.cases.states import PlanState
from cus.kit.rows import acting_for
from cus.people.models import Person


def main() -> None:
    parser = argparse.ArgumentParser(prog="./run bench pages", description=__doc__)
    parser.add_argument("--times", type=int, default=30, help="how often each page is opened (default 30)")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    centre = Centre.objects.filter(is_example=True).first()
    if centre is None:
        raise SystemExit("The example centre is not loaded: start ./run demo once.")
    with acting_for(centre.pk):
        rows = [measure(name, url, user, times=given.times) for name, url, user in pages()]
    base = rows[0]["median_ms"]
    for row in rows:
        row["ratio"] = round(row["median_ms"] / base, 1)
    print(json.dumps(rows, indent=2) if given.json else table(rows))


def pages() -> list[tuple[str, str, User | None]]:
    """What is opened, and by whom."""
    coordinator = User.objects.holding(Role.COORDINATOR).order_by("id").first()
    director = User.objects.holding(Role.DIRECTOR).order_by("id").first()
    plan = Plan.objects.filter(state=PlanState.ACTIVE).order_by("id").first()
    application = Application.objects.order_by("-id").first()
    person = Person.objects.filter(pk=plan.person_id).get()
    return [
        ("health", "/health/", None),
        ("coordinator's day", reverse("office:today"), coordinator),
        ("director's day", reverse("office:today"), director),
        ("a person's story", reverse("office:person", args=[person.pk]), coordinator),
        ("a case", reverse("cases:application", args=[application.pk]), coordinator),
        ("a plan", reverse("cases:plan", args=[plan.pk]), coordinator),
        ("applications", reverse("cases:applications"), coordinator),
        ("plans", reverse("cases:plans"), coordinator),
        ("people", reverse("office:people"), coordinator),
        ("search", reverse("office:search") + "?q=nowak", coordinator),
        ("catalogue", reverse("portal:catalogue"), None),
        ("catalogue search", reverse("portal:catalogue") + "?q=opiekunka+dla+mamy", None),
    ]


def measure(name: str, url: str, user: User | None, *, times: int) -> dict[str, float | str | int]:
    client = Client(headers={"host": "localhost"})
    if user:
        client.force_login(user, "cus.accounts.backends.EmailBackend")
    for _ in range(3):
        answer = client.get(url)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    count = len(queries)
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        client.get(url)
        spent.append((time.perf_counter() - start) * 1000)
    spent.sort()
    return {
        "page": name,
        "queries": count,
        "median_ms": round(statistics.median(spent), 1),
        "p95_ms": round(spent[int(len(spent) * 0.95)], 1),
    }


def table(rows: list[dict[str, float | str | int]]) -> str:
    lines = [f"{'page':22}{'queries':>8}{'median ms':>11}{'p95 ms':>9}{'× health':>10}"]
    lines += [
        f"{row['page']:22}{row['queries']:>8}{row['median_ms']:>11}{row['p95_ms']:>9}{row['ratio']:>10}"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
