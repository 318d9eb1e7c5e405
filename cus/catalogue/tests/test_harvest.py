"""Harvests of feeds on this machine: honest ones, dead ones, lying ones. The last good copy is never lost."""

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from cus.catalogue.imports.fetching import Fetcher, checked_address
from cus.catalogue.imports.rows import Unreadable
from cus.catalogue.models import Entry, ImportRun, Record, Source
from cus.catalogue.services.harvest import harvest_source
from cus.catalogue.states.imports import RunState
from cus.catalogue.tests.factories import a_source
from cus.catalogue.tests.feed_server import Answer, Answering, a_feed, a_page, a_service, as_answer, serving

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 5, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _loopback_may_be_asked(settings):
    settings.HARVEST_ALSO_FROM = ["127.0.0.0/8"]


def impatient() -> Fetcher:
    return Fetcher(rest=lambda seconds: None)


def harvested(answering: Answering, source: Source | None = None, at: datetime = NOW) -> ImportRun:
    """One harvest of a feed that answers so; on the same source again, if it is given."""
    with serving(answering) as address:
        source = source or a_source(last_good_at=None)
        Source.objects.filter(pk=source.pk).update(url=address)
        return harvest_source(source_id=source.pk, at=at, fetcher=impatient())


def services(count: int) -> list[dict[str, Any]]:
    return [a_service(number) for number in range(1, count + 1)]


def names_in(source: Source) -> int:
    return Entry.objects.filter(source=source).count()


def test_an_honest_feed_is_taken_over_with_all_its_pages():
    reading = harvested(a_feed(services(250)))

    assert (reading.state, reading.remarks) == (RunState.DONE, [])
    assert names_in(reading.source) == 250
    entry = Entry.objects.get(source=reading.source, name="Usługa 7")
    assert (entry.provider_name, entry.phone, entry.is_public) == ("Fundacja", "+48 12 555 01 20", True)
    reading.source.refresh_from_db()
    assert reading.source.last_good_at == NOW


def test_what_is_gone_from_the_feed_leaves_the_catalogue():
    first = harvested(a_feed(services(10)))

    second = harvested(a_feed(services(8)), first.source, at=LATER)

    assert (second.new, second.changed, second.gone) == (0, 0, 4)  # two services with their telephones
    assert names_in(first.source) == 8


def test_a_feed_that_loses_most_of_its_entries_waits_for_a_person():
    first = harvested(a_feed(services(10)))

    second = harvested(a_feed(services(2)), first.source, at=LATER)

    assert second.state == RunState.PREVIEW
    assert names_in(first.source) == 10


def answers_with(status: int, body: bytes = b"{}") -> Answering:
    return lambda path, asked, headers: (status, body, {})


def half_a_feed(path: str, asked: dict[str, str], headers: dict[str, str]) -> Answer:
    """Dies on its second page."""
    if int(asked.get("page", 1)) > 1:
        return 500, b"", {}
    return a_feed(services(250))(path, asked, headers)


def cut_off(path: str, asked: dict[str, str], headers: dict[str, str]) -> Answer:
    status, body, more = a_feed(services(50))(path, asked, headers)
    return status, body[: len(body) // 2], more


def broken_connection(path: str, asked: dict[str, str], headers: dict[str, str]) -> Answer:
    """Promises more than it sends."""
    status, body, _more = a_feed(services(50))(path, asked, headers)
    return status, body[:100], {"Content-Length": str(len(body))}


def same_page_again(path: str, asked: dict[str, str], headers: dict[str, str]) -> Answer:
    return as_answer(a_page(services(100), number=1, of=9, items=900, last_page=False))


def without_end(path: str, asked: dict[str, str], headers: dict[str, str]) -> Answer:
    first = int(asked["page"]) * 100
    some = [a_service(number) for number in range(first, first + 100)]
    return as_answer(a_page(some, number=1, of=10**9, items=10**11, last_page=False))


def tree_without_end(path: str, asked: dict[str, str], headers: dict[str, str]) -> Answer:
    return 200, b"[" * 100_000, {}


@pytest.mark.parametrize(
    "bad",
    [
        answers_with(500),
        answers_with(404),
        answers_with(200, b"<!DOCTYPE html><html><body>Zaloguj</body></html>"),
        answers_with(200, b""),
        answers_with(200, b'{"contents": "none"}'),
        answers_with(200, b"3"),
        half_a_feed,
        cut_off,
        broken_connection,
        same_page_again,
        without_end,
        tree_without_end,
        a_feed(services(30), total_items=31),
    ],
    ids=lambda bad: getattr(bad, "__name__", ""),
)
def test_a_feed_that_fails_or_lies_leaves_the_last_good_copy(bad, monkeypatch):
    monkeypatch.setattr("cus.catalogue.imports.feeds.MOST_PAGES", 20)
    first = harvested(a_feed(services(3)))

    started = time.monotonic()
    second = harvested(bad, first.source, at=LATER)

    assert time.monotonic() - started < 10
    assert second.state == RunState.FAILED
    assert second.error
    assert names_in(first.source) == 3
    source = Source.objects.get(pk=first.source.pk)
    assert (source.last_good_at, source.last_tried_at, source.last_error) == (NOW, LATER, second.error)


def test_a_feed_nobody_answers_for_leaves_the_last_good_copy():
    first = harvested(a_feed(services(3)))

    second = harvest_source(source_id=first.source.pk, at=LATER, fetcher=impatient())

    assert second.state == RunState.FAILED
    assert names_in(first.source) == 3


@pytest.mark.parametrize(
    "lies",
    [
        {"total_pages": 1},
        {"total_pages": 99},
        {"total_pages": "many", "last_page": "perhaps"},
        {"last_page": False},
        {"last_page": True},
        {"total_items": 5},
        {"total_items": None, "total_pages": None, "last_page": None},
        {"page_number": 1, "size": -1, "first_page": True, "empty": True},
    ],
)
def test_wrong_counts_of_pages_lose_no_service(lies):
    reading = harvested(a_feed(services(230), **lies))

    assert reading.state == RunState.DONE
    assert names_in(reading.source) == 230


def test_repeated_and_unusable_services_are_told_and_the_rest_is_kept():
    odd = [
        a_service(1),
        a_service(1),
        a_service(2, name=None),
        a_service(3, minimum_age="sto", email="nie ma", url="javascript:alert(1)", status="?"),
        a_service(4, id="usluga-4"),
        "not an object",
        None,
        a_service(5, phones="112", organization=7, name="\x00Zero\ud800"),
    ]

    reading = harvested(a_feed(odd))

    assert reading.state == RunState.DONE
    assert names_in(reading.source) == 4
    assert reading.rejected == 3  # the one without a name, the text and the null
    third = Record.objects.get(source=reading.source, record_id=a_service(3)["id"], table="services")
    assert third.data["status"] == "active"
    assert not {"minimum_age", "email", "url"} & set(third.data)
    assert any("2" in remark for remark in reading.remarks)


def test_a_feed_that_gives_summaries_is_asked_for_each_service():
    full = {one["id"]: one for one in services(3)}

    def answer(path: str, asked: dict[str, str], headers: dict[str, str]) -> Answer:
        if path.startswith("/services/"):
            return as_answer(full[path.removeprefix("/services/")])
        brief = [{"id": one["id"], "name": one["name"], "status": "active"} for one in full.values()]
        return a_feed(brief)(path, asked, headers)

    reading = harvested(answer)

    assert names_in(reading.source) == 3
    assert Entry.objects.filter(source=reading.source, provider_name="Fundacja").count() == 3


def test_an_unchanged_feed_is_not_sent_again():
    sent = []

    def answer(path: str, asked: dict[str, str], headers: dict[str, str]) -> Answer:
        if headers.get("If-None-Match") == '"one"':
            return 304, b"", {}
        sent.append(path)
        status, body, more = a_feed(services(3))(path, asked, headers)
        return status, body, more | ({"ETag": '"one"'} if path == "/services" else {})

    with serving(answer) as address:
        source = a_source(url=address, last_good_at=None)
        harvest_source(source_id=source.pk, at=NOW, fetcher=impatient())
        before = len(sent)
        second = harvest_source(source_id=source.pk, at=LATER, fetcher=impatient())

    assert second.state == RunState.DONE
    assert len(sent) == before
    source.refresh_from_db()
    assert source.last_good_at == LATER


def test_an_endless_body_is_cut_at_a_bound(monkeypatch):
    monkeypatch.setattr("cus.catalogue.imports.fetching.LARGEST_PAGE", 10_000)
    body = json.dumps(a_page(services(500), number=1, of=1, items=500)).encode()

    with serving(answers_with(200, body)) as address, pytest.raises(Unreadable):
        impatient().get(f"{address}/services", most=10_000)


def moved_to(place: str) -> Answering:
    return lambda path, asked, headers: (302, b"", {"Location": place})


def test_a_redirect_that_turns_in_a_circle_ends():
    with serving(moved_to("/again")) as address, pytest.raises(Unreadable):
        impatient().get(f"{address}/services")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/x",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://user:secret@example.org/",
        "http://0/",
        "http:///x",
        "gopher://127.0.0.1/",
    ],
)
def test_addresses_inside_the_network_are_not_asked(url, settings):
    settings.HARVEST_ALSO_FROM = []

    with pytest.raises(Unreadable):
        checked_address(url)


def test_a_redirect_into_the_network_is_not_followed(settings):
    settings.HARVEST_ALSO_FROM = ["127.0.0.1/32"]
    with serving(moved_to("http://169.254.169.254/")) as address, pytest.raises(Unreadable):
        impatient().get(address)


def test_a_feed_of_ten_thousand_services_is_taken_over_in_bounded_time():
    many = services(10_000)

    started = time.monotonic()
    reading = harvested(a_feed(many))

    assert reading.state == RunState.DONE
    assert names_in(reading.source) == 10_000
    assert time.monotonic() - started < 60
