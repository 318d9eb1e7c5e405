"""Where a shelter lies: a walk over everything that leaves the centre finds nothing of it.

The walk asks every address of the house that is open without signing in, whoever adds it. An address with a part
this file cannot fill in, or an answer it cannot read, fails: then teach it here how to ask or read.
"""

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.urls.resolvers import URLPattern
from django.utils.timezone import localdate, now
from pypdf import PdfReader

from cus.accounts.models import Role, User
from cus.accounts.tests.factories import a_coordinator, a_director, a_stranger, a_user, the_centre
from cus.cases.services.clock.calendar import make_calendar
from cus.cases.services.outcomes.places import qualify_service
from cus.cases.tests.factories import an_application
from cus.catalogue.models import Entry, Record
from cus.kit.polish import fold
from cus.kit.rows import acting_for
from cus.offer.models import Location, Service
from cus.offer.publishing import publish_offer
from cus.offer.services.listing import save_service
from cus.offer.services.locations import save_location
from cus.offer.tests.factories import a_location, a_provider, opening_hours
from cus.people.tests.factories import a_person
from cus.records.models import Letter
from tests.architecture.story import addresses, close_streams, one_of_everything
from tests.architecture.test_strangers import STAFF_ADDRESSES, url_of

pytestmark = pytest.mark.django_db
# Words of the shelter's address, of its surroundings and of its keeper's; folded, so that no spelling of them hides,
# and long enough not to stand in a random token.
NEVER_KNOWN = ("zoledziow", "przesmyk", "bezimienic", "39-788", "39788", "50.788", "50,788", "21.788", "21,788")
SECRETS = (
    *NEVER_KNOWN, "wierzbow", "skrytowic", "39-713", "39713", "50.713", "50,713", "21.397", "21,397", "jemiol",
    "furtka", "autobus 713", "baszty", "piwniczn",
)  # fmt: skip
PLACE = {
    "name": "Dom pod Jemiołą",
    "street": "Zaułek Wierzbowy 713",
    "postcode": "39-713",
    "town": "Skrytowice",
    "latitude": 50.71397,
    "longitude": 21.39717,
    "accessibility": "furtka z domofonem, szeroki podjazd",
    "transport": "autobus 713 do pętli",
}
SECOND = {
    "name": "Chata Żołędziówka",
    "street": "Przesmyk 88",
    "postcode": "39-788",
    "town": "Bezimienica",
    "latitude": 50.78888,
    "longitude": 21.78888,
    "is_confidential": True,
    "public_contact": "dyżur, 12 284 87 14",
}
NAME, CONTACT = "Schronienie Bezpieczna Noc", "Dyżur całą dobę, 12 284 87 13"
# What one might look for in order to find where it lies, also misspelt: nothing answers, nothing corrects it.
SEARCHED = ("Bezimienica", "Zaułek Wierzbowy", "39-713", "Jemiołą", "skrytowicce", "Piwniczna")
QUESTIONS = (
    "", "widok=mapa", "okno=-180,-90,180,90", "gdzie=Niepołomice&promien=50&zasieg=region", "page=1",
    "full=true", "full=true&full_service=true", "minimal=true", "version=3.1", "version=3.1&full=true",
    "format=ndjson&full=true", "per_page=100", "usluga={service}",
)  # fmt: skip
SEARCHES = ("q={words}&search={words}&text_search={words}&szukaj=1", "gdzie={words}&promien=50&postcode={words}")
# What must tell of the shelter's service itself, or the walk would be proud of empty pages.
TELL_OF_IT = (
    "portal:catalogue", "portal:service", "open_data:package", "open_data:lines", "open_data:workbook",
    "open_data:rss", "open_data:hsds_services", "open_data:hsds_services_one",
)  # fmt: skip
TEXTS = re.compile(r"text/|application/(?:[\w.-]+\+)?(?:json|xml|x-ndjson|yaml|javascript|manifest)|application/jsonl")


@pytest.fixture
def shelter() -> dict[str, Any]:
    """The service of the story's plan and letters moves to a place everybody knew, and which then hides; and to one
    that nobody ever knew."""
    story, director = one_of_everything(), a_director()
    service = Service.objects.get(pk=story["service_id"])
    keeper = a_provider(name="Siostry", street="Piwniczna 39", town="Skrytowice", is_confidential=True)
    place = a_location(**PLACE)
    fields = {"name": NAME, "locations": [place], "provider": keeper}
    save_service(centre=the_centre(), service_id=service.pk, fields=fields, by=director, on=localdate())
    opening_hours(service, 1, "00:00", "23:59", location=place, note="wejście furtką")
    publish_offer(centre=the_centre(), at=now())
    assert told_in(base_of_the_public()) != [], "everybody knew where it was, so there is something to forget"
    save_location(
        centre=the_centre(),
        location_id=place.pk,
        fields={"is_confidential": True, "public_contact": CONTACT},
        by=director,
        at=now(),
    )
    service.locations.add(a_location(**SECOND))
    Service.objects.filter(pk=service.pk).update(place="wejście od Baszty", contact="siostra, Piwniczna 39")
    publish_offer(centre=the_centre(), at=now())
    send_a_letter_about(service)
    known = {"service": service, "hiding_place": place, "keeper": keeper, "director": director}
    return story | known | {"calendar": make_calendar(by=a_coordinator(), at=now())}


def test_nothing_that_leaves_the_centre_tells_where_a_shelter_lies(client, shelter):
    """One test for all ways out, so that nothing falls between two of them."""
    assert [line for line in lines_that_tell(base_of_the_public()) if not is_word_of_the_language(line)] == []
    assert what_anybody_reads(Client(), shelter) == []
    assert what_leaves_as_a_file(client, shelter) == []
    assert what_others_of_the_centre_read(client, shelter) == []
    assert what_another_centre_reads(client, shelter) == []
    assert lines_that_tell(letters_that_wait()) == []
    assert what_anybody_finds(Client(), shelter) == []  # at last: what was searched in vain is kept as a need


def send_a_letter_about(service: Service) -> None:
    """Somebody gets a place: the letter says whom to ask, by post and by e-mail."""
    application = an_application(person=a_person(email="anna@example.org"), services=[service])
    qualify_service(request_id=application.requests.get().pk, by=a_coordinator(), on=localdate())
    assert CONTACT in Letter.objects.latest("id").text


def base_of_the_public() -> str:
    """Every row of the public base with the index of its search, and of whatever else centres share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'shared_rows'")
        shared = {row[0] for row in cursor.fetchall()}
        ours = {model._meta.db_table for model in apps.get_app_config("catalogue").get_models()}
        assert {Entry._meta.db_table, Record._meta.db_table} <= shared & ours
        return "\n".join(rows_of(cursor, table) for table in sorted(shared | ours))


def rows_of(cursor: Any, table: str) -> str:
    cursor.execute(f'SELECT row_to_json(one)::text FROM "{table}" one')
    return "\n".join(f"{table} {row[0]}" for row in cursor.fetchall())


def letters_that_wait() -> str:
    with connection.cursor() as cursor:
        return rows_of(cursor, "records_outboxmessage") + rows_of(cursor, "records_letter")


def what_anybody_reads(browser: Client, shelter: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The public addresses that tell something of the place; and those that should tell of the service and do not."""
    found, names_told = [], set()
    for name, url in public_urls(shelter):
        for question in QUESTIONS if opens(browser, url) else ("",):
            asked = f"{url}?{question.format(service=shelter['service'].uuid)}"
            text = text_of(browser.get(asked), asked)
            found += [(asked, told_in(text))] if told_in(text) else []
            names_told |= {name} if fold(NAME) in fold(text) or str(shelter["service"].uuid) in text else set()
    found += [(name, ["silent of the service"]) for name in TELL_OF_IT if name not in names_told]
    return found


def what_anybody_finds(browser: Client, shelter: dict[str, Any]) -> list[str]:
    """The searches by the address that lead to the shelter, where nonsense would not, or put a misspelt name right."""
    found = []
    for _name, url in public_urls(shelter):
        if str(shelter["service"].uuid) in url or not opens(browser, url):
            continue  # its own page, which has been read; or no page at all
        for search in SEARCHES:
            asks_nothing = is_there(browser, f"{url}?{search.format(words='xqzwv')}", shelter)
            for words in SEARCHED:
                asked = f"{url}?{search.format(words=quote(words))}"
                corrected = told_in(without(words, text_of(browser.get(asked), asked)))
                found += [f"{asked} says {corrected}"] if corrected else []
                found += [f"{asked} finds it"] if not asks_nothing and is_there(browser, asked, shelter) else []
    return found


def opens(browser: Client, url: str) -> bool:
    answer = browser.get(url)
    return bool(text_of(answer, url)) and answer.status_code == 200


def is_there(browser: Client, asked: str, shelter: dict[str, Any]) -> bool:
    text = text_of(browser.get(asked), asked)
    return str(shelter["service"].uuid) in text or fold(NAME) in fold(text)


def what_leaves_as_a_file(client: Client, shelter: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Plans, letters, tables of the own staff: a page of theirs may say where it is, a file leaves the house."""
    found = []
    sign_in(client, shelter["director"])
    for name, pattern in STAFF_ADDRESSES:
        url = url_of(name, pattern, shelter)
        for question in ("", "?format=pdf"):
            answer = client.get(url + question)
            if answer.status_code == 200 and not answer.headers["Content-Type"].startswith("text/html"):
                told = told_in(text_of(answer, url))
                found += [(url + question, told)] if told else []
    return found


def what_others_of_the_centre_read(client: Client, shelter: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Residents, carers and other providers sign in to the same centre and are no staff of it."""
    sign_in(client, a_user(Role.RESIDENT, Role.CARER, Role.PROVIDER, first_name="Ola", last_name="Obca"))
    return read_by(client, shelter)


def what_another_centre_reads(client: Client, shelter: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Staff of another centre read what is public of ours, and may copy it; the place is no row they have."""
    stranger = a_stranger(Role.DIRECTOR, Role.ORGANISER)
    with acting_for(stranger.centre_id):
        assert not Location.objects.exists()
    sign_in(client, stranger)
    copies = client.get(reverse("offer:copy"), {"q": "schronienie noc"})
    assert NAME in copies.content.decode(), "it may be copied"
    return read_by(client, shelter) + (
        [("copy", told_in(copies.content.decode()))] if told_in(text_of(copies, "")) else []
    )


def read_by(client: Client, shelter: dict[str, Any]) -> list[tuple[str, list[str]]]:
    found = []
    for name, pattern in STAFF_ADDRESSES:
        url = url_of(name, pattern, shelter)
        told = told_in(text_of(client.get(url), url))
        found += [(url, told)] if told else []
    return found


def public_urls(shelter: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every address open without signing in, with each value that fits its parts."""
    known = {
        "uuid": [shelter["service"].uuid],
        "slug": ["usluga", "kto", "dane", "sprawdz"],
        "map_number": [1],
        "record_id": [str(shelter[name].uuid) for name in ("service", "hiding_place", "keeper")]
        + [str(the_centre().uuid)],
        "rest": ["nowhere"],
        "reset_url_key": ["x"],
        "uidb36": ["x"],
        "key": ["x"],
        "file": ["x"],
        "centre_id": [the_centre().pk],
        "secret": [shelter["calendar"]],
    }
    for name, pattern in addresses():
        if not is_public(pattern):
            continue
        parts = pattern.pattern.regex.groupindex
        assert set(parts) <= set(known), f"{name}: say here with what its {set(parts) - set(known)} is to be asked"
        for number in range(max((len(known[part]) for part in parts), default=1)):
            values = {part: known[part][min(number, len(known[part]) - 1)] for part in parts}
            yield name, reverse(name, kwargs=values)


def is_public(pattern: URLPattern) -> bool:
    """As the middleware decides it: open is what says so."""
    return not getattr(pattern.callback, "login_required", True)


def told_in(text: str) -> list[str]:
    plain = plainly(text)
    return [secret for secret in SECRETS if secret in plain]


def lines_that_tell(text: str) -> list[str]:
    return [line[:400] for line in text.splitlines() if told_in(line)]


def is_word_of_the_language(line: str) -> bool:
    """The search knows forms of words that once stood in some entry; of what was never public it knows none."""
    return line.startswith("catalogue_lexeme ") and not any(secret in plainly(line) for secret in NEVER_KNOWN)


def without(words: str, text: str) -> str:
    """The text without the words that were typed: a page repeats the question."""
    plain = plainly(text)
    for word in fold(words).split():
        plain = plain.replace(word, "")
    return plain


def plainly(text: str) -> str:
    """However it is written: as HTML, as JSON, in an address, with diacritics."""
    unwritten = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return fold(unquote(unescape(unwritten)))


def text_of(answer: Any, url: str) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    close_streams(answer)
    headers = json.dumps(dict(answer.headers), ensure_ascii=False)
    return headers + text_in(body, answer.headers.get("Content-Type", "text/plain"), url)


def text_in(body: bytes, kind: str, url: str) -> str:
    """The words of a file, whatever it is packed in."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return "\n".join(part + text_in(packed.read(part), "text/", url) for part in packed.namelist())
    if body.startswith(b"\x1f\x8b"):
        return text_in(gzip.decompress(body), "text/", url)
    if body.startswith(b"%PDF"):
        if b"%%EOF" not in body:
            return body.decode("latin-1")  # what the story keeps as an uploaded document
        pages = PdfReader(io.BytesIO(body))
        return f"{pages.metadata} " + "\n".join(page.extract_text() for page in pages.pages)
    assert TEXTS.match(kind) or not body, f"{url} answers with {kind}: say here how it is read"
    return body.decode("utf-8", errors="replace")


def sign_in(client: Client, user: User) -> None:
    client.logout()
    client.force_login(user)
