"""At the person's table without network: taken along, written, sent back; two devices, one case, nothing lost."""

import re
from collections.abc import Iterator

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cus.accounts.models import User
from cus.accounts.tests.factories import a_coordinator, a_director
from cus.cases.models import Application, FieldCopy, FieldMerge, FieldSync, NeedsRecognition
from cus.cases.states import VersionState
from cus.cases.tests.factories import a_plan, an_application
from cus.people.tests.factories import a_person, an_exclusion
from tests.journeys.cast import a_town_with_services
from tests.journeys.conftest import PATIENCE, SignIn
from tests.journeys.line import BROKEN, LOST, Line
from tests.journeys.visitor import Visitor

TELEPHONE = {"width": 360, "height": 740}
PIN, WRONG = "274913", "999111"
SEALED = '"sealed":"'  # an encrypted case in the store of the device
FIELD, DEVICE = "/office/field/", "/office/field/device/"
KEPT_ON_THE_DEVICE = """async () => {
    const bytes = value => value instanceof ArrayBuffer ? new Uint8Array(value) : value;
    const text = value => value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
    const said = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    for (const { name } of await indexedDB.databases()) {
        const ask = asked => new Promise(done => { asked.onsuccess = () => done(asked.result); });
        const base = await ask(indexedDB.open(name));
        for (const store of base.objectStoreNames) {
            const rows = await ask(base.transaction(store).objectStore(store).getAll());
            said.push(JSON.stringify(rows, (_key, value) => text(bytes(value))));
        }
        base.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const asked of await cache.keys()) said.push(asked.url, await (await cache.match(asked)).text());
    }
    return said;
}"""

NOTHING_LEFT = """async patience => {
    const ask = asked => new Promise(done => { asked.onsuccess = () => done(asked.result); });
    const base = await ask(indexedDB.open("cus-field"));
    const count = async () => (await Promise.all(
        Array.from(base.objectStoreNames, store => ask(base.transaction(store).objectStore(store).count()))
    )).reduce((all, one) => all + one);
    for (const until = Date.now() + patience; await count() && Date.now() < until;)
        await new Promise(next => setTimeout(next, 50));
    const left = await count();
    base.close();
    return left;
}"""


@pytest.fixture
def joanna() -> User:
    return a_coordinator()


@pytest.fixture
def case(joanna: User) -> Application:
    _centre, services = a_town_with_services()
    person = a_person(reach_note="Pukać głośno, dzwonek nie działa")
    return an_application(
        person=person,
        coordinator=joanna,
        services=[services[0]],
        situation="Wróciła ze szpitala.",
        filed_on=localdate(),
    )


@pytest.fixture
def line(live_server: LiveServer) -> Iterator[Line]:
    between = Line(live_server.url)
    yield between
    between.cut()


def a_telephone(sign_in: SignIn, user: User) -> Visitor:
    return sign_in(user, kind=Visitor, viewport=TELEPHONE, has_touch=True)


def ready(visitor: Visitor) -> None:
    expect(visitor.page.locator("html[data-field-ready]")).to_be_attached()


def takes_along(visitor: Visitor, *, at: str = "") -> None:
    visitor.opens(at + FIELD)
    visitor.is_on("W teren")
    ready(visitor)
    visitor.ticks("Nowak Anna")
    visitor.writes("PIN", PIN)
    visitor.writes("Ten sam PIN jeszcze raz", PIN)
    visitor.presses("Weź ze sobą")
    visitor.reads("Na tym urządzeniu: 1.")
    visitor.is_on("W teren")


def opens_device(visitor: Visitor, *, at: str = "") -> None:
    visitor.opens(at + DEVICE)
    ready(visitor)
    visitor.is_on("Sprawy na tym urządzeniu")
    visitor.writes("PIN", PIN)
    visitor.presses("Otwórz")


def opens_case(visitor: Visitor, *, at: str = "") -> None:
    opens_device(visitor, at=at)
    visitor.presses("Anna Nowak")
    visitor.is_on("Anna Nowak")


def writes(visitor: Visitor, **said: str) -> None:
    labels = {"hard": "Co jest trudne", "wants": "Czego ta osoba chce", "needs": "Potrzeby"}
    for name, text in said.items():
        visitor.writes(labels[name], text)
    visitor.reads("Czeka na wysłanie")


def cut(visitor: Visitor) -> None:
    visitor.page.context.set_offline(True)


def back_in_network(visitor: Visitor) -> None:
    visitor.page.context.set_offline(False)
    expect(visitor.page.locator("#field-network")).to_have_text("Jest sieć")


def goes_to_list(visitor: Visitor) -> None:
    visitor._go(visitor.page.get_by_role("button", name="Wszystkie sprawy na tym urządzeniu").last)
    visitor.is_on("Sprawy na tym urządzeniu")


def sends(visitor: Visitor) -> None:
    visitor.presses("Wyślij do biura")


def leaves_nothing(visitor: Visitor) -> None:
    """The device has handed over what it held; nothing of any case is left on it."""
    assert visitor.page.evaluate(NOTHING_LEFT, PATIENCE) == 0


def kept_on(page: Page) -> str:
    return "\n".join(page.evaluate(KEPT_ON_THE_DEVICE))


def test_a_talk_is_written_without_network_and_sent_once_it_is_back(
    sign_in: SignIn, case: Application, joanna: User
) -> None:
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor)
    cut(visitor)

    opens_case(visitor)
    visitor.reads("Pukać głośno, dzwonek nie działa")
    expect(visitor.page.locator("#field-network")).to_have_text("Brak sieci")
    writes(visitor, hard="Schody bez poręczy", needs="poręcz przy schodach")
    visitor.ticks("Rozpoznanie jest zakończone")
    goes_to_list(visitor)
    visitor.reads("Czeka na wysłanie")

    opens_case(visitor)  # the page loaded anew, still without network
    expect(visitor.page.get_by_label("Co jest trudne")).to_have_value("Schody bez poręczy")
    goes_to_list(visitor)
    sends(visitor)
    visitor.reads("Nie ma sieci. Wszystko, co wpisano, zostaje tutaj, zaszyfrowane.")
    assert NeedsRecognition.objects.count() == 0

    back_in_network(visitor)
    sends(visitor)
    visitor.reads("Wysłano do biura i usunięto z tego urządzenia: Anna Nowak.")
    visitor.is_on("Sprawy na tym urządzeniu")
    talk = NeedsRecognition.objects.get()
    assert (talk.hard, talk.needs, talk.author) == ("Schody bez poręczy", "poręcz przy schodach", joanna)
    assert talk.finished_on == localdate()
    assert SEALED not in kept_on(visitor.page)


def test_two_devices_write_on_one_case_and_a_person_merges_them(
    sign_in: SignIn, case: Application, joanna: User
) -> None:
    first, second = a_telephone(sign_in, joanna), a_telephone(sign_in, joanna)
    for device in (first, second):
        takes_along(device)
        cut(device)
    opens_case(first)
    writes(first, hard="Schody bez poręczy", needs="poręcz")
    goes_to_list(first)
    opens_case(second)
    writes(second, hard="Kąpiel w wannie", wants="Zostać w domu")
    goes_to_list(second)

    back_in_network(first)
    sends(first)
    first.reads("Wysłano do biura i usunięto z tego urządzenia: Anna Nowak.")
    back_in_network(second)
    sends(second)
    second.reads("Ktoś inny zmienił tę samą sprawę.")
    talk = NeedsRecognition.objects.get()
    assert (talk.hard, talk.wants, talk.needs) == ("Schody bez poręczy", "Zostać w domu", "poręcz")

    second.follows("Zobacz obie wersje")
    second.is_on("Dwie wersje: Anna Nowak")
    second.reads("Schody bez poręczy")
    second.reads("Kąpiel w wannie")
    second.chooses("obie, jedna po drugiej")
    second.presses("Scal")
    second.reads("Scalono. Obie wersje zostają w historii sprawy.")

    talk.refresh_from_db()
    row = FieldMerge.objects.get().rows.get()
    assert talk.hard == "Schody bez poręczy\nKąpiel w wannie"
    assert (row.office, row.device) == ("Schody bez poręczy", "Kąpiel w wannie")
    second.opens(f"/office/field/merges/{FieldMerge.objects.get().pk}/")
    second.is_on("Dwie wersje: Anna Nowak")


def test_two_people_wrote_without_network_on_one_plan_and_one_of_them_merges(
    sign_in: SignIn, case: Application, joanna: User
) -> None:
    piotr = a_coordinator(first_name="Piotr", last_name="Zych")
    plan = a_plan(coordinator=piotr, application=case)
    devices = {name: a_telephone(sign_in, user) for name, user in (("joanna", joanna), ("piotr", piotr))}
    words = {"joanna": "Chcę zostać w domu", "piotr": "Chcę zostać w domu z psem"}
    for name, device in devices.items():
        takes_along(device)
        cut(device)
        opens_case(device)
        device.writes("Co jest najważniejsze, słowami osoby", words[name])
        goes_to_list(device)
    for name in ("piotr", "joanna"):
        back_in_network(devices[name])
        sends(devices[name])
        devices[name].reads(re.compile("Wysłano.* i usunięto z tego urządzenia"))
    assert plan.versions.get().summary == words["piotr"]
    devices["joanna"].reads("Ktoś inny zmienił tę samą sprawę.")

    piotrs = devices["piotr"]  # the plan is his to change
    piotrs.opens(FIELD)
    piotrs.follows(re.compile("^Anna Nowak"))
    piotrs.is_on("Dwie wersje: Anna Nowak")
    expect(piotrs.page.locator("mark")).to_have_text("z psem")
    piotrs.chooses("innymi słowami")
    piotrs.writes("Jakie słowa?", "Chcę zostać w domu z psem i kotem")
    piotrs.presses("Scal")
    piotrs.reads("Scalono. Obie wersje zostają w historii sprawy.")

    row = FieldMerge.objects.get().rows.get()
    assert plan.versions.get().summary == "Chcę zostać w domu z psem i kotem"
    assert (row.office, row.device) == (words["piotr"], words["joanna"])


def test_what_was_written_into_a_plan_that_was_approved_meanwhile_waits_with_the_reason(
    sign_in: SignIn, case: Application, joanna: User
) -> None:
    plan = a_plan(coordinator=joanna, application=case)
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor)
    cut(visitor)
    opens_case(visitor)
    visitor.writes("Co jest najważniejsze, słowami osoby", "Chcę zostać u siebie")
    goes_to_list(visitor)
    plan.versions.update(state=VersionState.AGREED, agreed_on=localdate(), agreed_how="w domu", agreed_by="Anna Nowak")

    back_in_network(visitor)
    sends(visitor)
    visitor.follows("Zobacz obie wersje")

    visitor.is_on("Dwie wersje: Anna Nowak")
    visitor.reads("Chcę zostać u siebie")
    assert plan.versions.get().summary == ""
    assert FieldMerge.objects.get().rows.get().reason


def test_who_left_the_centre_hands_over_sealed_and_the_director_sees_it(
    sign_in: SignIn, case: Application, joanna: User
) -> None:
    visitor, director = a_telephone(sign_in, joanna), sign_in(a_director(), kind=Visitor)
    takes_along(visitor)
    cut(visitor)
    opens_case(visitor)
    writes(visitor, hard="Schody bez poręczy")
    goes_to_list(visitor)
    User.objects.filter(pk=joanna.pk).update(is_active=False)

    visitor.page.context.set_offline(False)
    visitor.opens(DEVICE)
    visitor.reads("Biuro zakończyło tę kopię, więc usunięto ją z tego urządzenia.")
    visitor.reads("Na tym urządzeniu nie ma spraw.")
    leaves_nothing(visitor)

    director.opens(FIELD)
    director.is_on("W teren")
    director.follows(re.compile("Anna Nowak"))
    director.is_on("Dwie wersje: Anna Nowak")
    director.reads("Schody bez poręczy")
    director.reads("Wrócił zaszyfrowany")


def test_family_sends_what_it_wrote_and_sees_nothing_more(sign_in: SignIn, case: Application, joanna: User) -> None:
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor)
    opens_case(visitor)
    writes(visitor, hard="Schody bez poręczy")
    goes_to_list(visitor)
    an_exclusion(case.person, joanna)

    sends(visitor)

    visitor.reads("Ta sprawa nie jest już dla Ciebie dostępna")
    visitor.is_on("Sprawy na tym urządzeniu")
    expect(visitor.page.get_by_role("link", name="Zobacz obie wersje")).to_have_count(0)
    leaves_nothing(visitor)
    assert FieldMerge.objects.get().rows.get(key="recognition.hard").device == "Schody bez poręczy"


def test_the_director_takes_a_case_off_a_lost_device(sign_in: SignIn, case: Application, joanna: User) -> None:
    lost, director = a_telephone(sign_in, joanna), sign_in(a_director())
    takes_along(lost)

    director.opens(FIELD)
    director.is_on("W teren")
    director.presses("Zdejmij z urządzenia")
    director.reads("Sprawa zniknie z urządzenia, gdy tylko będzie ono w sieci.")

    lost.opens(DEVICE)
    lost.reads("Biuro zakończyło tę kopię, więc usunięto ją z tego urządzenia.")
    leaves_nothing(lost)


def test_only_one_page_of_a_device_is_open_at_a_time(sign_in: SignIn, case: Application, joanna: User) -> None:
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor)
    opens_case(visitor)
    visitor.writes("Co jest trudne", "Schody bez poręczy")

    other = Visitor(visitor.page.context.new_page(), visitor.look)
    opens_device(other)

    visitor.reads("Zablokowano: tę stronę otwarto jeszcze raz gdzie indziej.")
    other.is_on("Sprawy na tym urządzeniu")
    opens_case(visitor)
    expect(visitor.page.get_by_label("Co jest trudne")).to_have_value("Schody bez poręczy")


def test_a_plan_is_drafted_at_the_table(sign_in: SignIn, case: Application, joanna: User) -> None:
    plan = a_plan(coordinator=joanna, application=case)
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor)
    cut(visitor)
    opens_case(visitor)

    visitor.writes("Co jest najważniejsze, słowami osoby", "Chcę zostać u siebie")
    visitor.presses("Dodaj potrzebę")
    need = visitor.page.locator("details.card[open]").last
    need.get_by_label("W czym trzeba pomóc").fill("zakupy")
    need.get_by_role("button", name="Dodaj pomoc sąsiedzką").click()
    helper = visitor.page.locator("details.card-sunken[open]").last
    helper.get_by_label("Co robią").fill("chleb")
    helper.get_by_label("Imię i nazwisko albo nazwa grupy").fill("Teresa Lis")
    visitor.look(visitor.page)
    goes_to_list(visitor)
    back_in_network(visitor)
    sends(visitor)
    visitor.reads("Wysłano do biura i usunięto z tego urządzenia: Anna Nowak.")

    version = plan.versions.get()
    added = version.needs.get(need="zakupy")
    assert version.summary == "Chcę zostać u siebie"
    assert added.support_rows.get().who == "Teresa Lis"


def test_nothing_of_the_person_is_readable_on_the_device(sign_in: SignIn, case: Application, joanna: User) -> None:
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor)
    opens_case(visitor)
    writes(visitor, hard="Schody bez poręczy")
    goes_to_list(visitor)

    kept = kept_on(visitor.page)

    assert SEALED in kept
    assert "field.css" in kept
    for told in ("Nowak", "Anna", "Schody", "Pukać", "szpitala", case.number, joanna.last_name, joanna.email, PIN):
        assert told not in kept, told


def test_five_wrong_pins_take_the_cases_away_and_the_office_gets_what_was_written(
    sign_in: SignIn, case: Application, joanna: User
) -> None:
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor)
    cut(visitor)
    opens_case(visitor)
    writes(visitor, hard="Schody bez poręczy")
    goes_to_list(visitor)
    visitor.opens(DEVICE)
    for left in ("Zostało prób: 4.", "Zostało prób: 3.", "Zostało prób: 2.", "Została jedna próba"):
        visitor.writes("PIN", WRONG)
        visitor.presses("Otwórz")
        visitor.reads(left)
    visitor.opens(DEVICE)  # a fresh page gives no try back
    visitor.writes("PIN", WRONG)
    visitor.presses("Otwórz")
    visitor.reads("Pięć błędnych kodów PIN")
    visitor.is_on("Sprawy na tym urządzeniu")
    assert SEALED not in kept_on(visitor.page)
    assert FieldMerge.objects.count() == 0

    back_in_network(visitor)

    leaves_nothing(visitor)
    merge = FieldMerge.objects.get()
    assert (merge.sync.sealed_why, merge.rows.get(key="recognition.hard").device) == ("PIN", "Schody bez poręczy")
    assert NeedsRecognition.objects.count() == 0


def test_the_days_on_the_device_end_by_themselves(sign_in: SignIn, case: Application, joanna: User) -> None:
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor)
    cut(visitor)
    visitor.page.evaluate("""new Promise(done => { const asked = indexedDB.open("cus-field"); asked.onsuccess = () => {
        const store = asked.result.transaction("cases", "readwrite").objectStore("cases"), all = store.getAll();
        all.onsuccess = () => { store.put({ ...all.result[0], expires_at: Date.now() - 1 }).onsuccess = () => {
            asked.result.close(); done(); }; }; }; })""")

    visitor.opens(DEVICE)

    visitor.reads("Minęły dni tej kopii, więc usunięto ją z tego urządzenia.")
    visitor.reads("Na tym urządzeniu nie ma spraw.")
    visitor.is_on("Sprawy na tym urządzeniu")
    assert SEALED not in kept_on(visitor.page)


def test_signing_out_asks_first_and_then_leaves_nothing(sign_in: SignIn, case: Application, joanna: User) -> None:
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor)
    visitor.page.locator(".user-menu summary").click()
    visitor.page.locator(".user-menu").get_by_role("button", name="Wyloguj").click()
    visitor.is_on("Na tym urządzeniu są sprawy")

    visitor.presses("Usuń je i wyloguj")

    expect(visitor.page.get_by_role("link", name="Zaloguj się").first).to_be_visible()
    assert SEALED not in kept_on(visitor.page)
    assert visitor.page.evaluate("caches.keys()") == []
    assert FieldCopy.objects.get().ended_how == "SIGNED_OUT"


def test_a_session_that_ran_out_takes_nothing_away(sign_in: SignIn, case: Application, joanna: User) -> None:
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor)
    opens_case(visitor)
    writes(visitor, hard="Schody bez poręczy")
    goes_to_list(visitor)
    visitor.page.context.clear_cookies(name="sessionid")

    sends(visitor)
    visitor.reads("Sesja wygasła. Zaloguj się: wszystko, co wpisano, nadal tu jest.")
    assert NeedsRecognition.objects.count() == 0
    visitor.page.context.add_cookies(a_telephone(sign_in, joanna).page.context.cookies())
    sends(visitor)

    visitor.reads("Wysłano do biura i usunięto z tego urządzenia: Anna Nowak.")
    assert NeedsRecognition.objects.get().hard == "Schody bez poręczy"


def test_a_line_that_breaks_in_the_middle_of_sending_files_once(
    sign_in: SignIn, case: Application, joanna: User, line: Line
) -> None:
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor, at=line.url)
    opens_case(visitor, at=line.url)
    writes(visitor, hard="Schody bez poręczy")
    goes_to_list(visitor)

    with line.that(BROKEN, of="/sync/"):
        sends(visitor)
        visitor.reads("Biuro teraz nie odpowiada.")
    assert FieldSync.objects.count() == 0
    with line.that(LOST, of="/sync/"):
        sends(visitor)
        visitor.reads("Nie ma sieci.")
    assert FieldSync.objects.count() == 1
    visitor.reads("Czeka na wysłanie")
    sends(visitor)

    visitor.reads("Wysłano do biura i usunięto z tego urządzenia: Anna Nowak.")
    leaves_nothing(visitor)
    assert (FieldSync.objects.count(), NeedsRecognition.objects.count()) == (1, 1)


def test_an_office_that_cannot_be_reached_keeps_nobody_from_writing(
    sign_in: SignIn, case: Application, joanna: User, line: Line
) -> None:
    """The network is there, the server is not."""
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor, at=line.url)
    line.cut()

    opens_case(visitor, at=line.url)
    expect(visitor.page.locator("#field-network")).to_have_text("Jest sieć")
    writes(visitor, hard="Schody bez poręczy")
    goes_to_list(visitor)
    sends(visitor)
    visitor.reads("Nie ma sieci. Wszystko, co wpisano, zostaje tutaj, zaszyfrowane.")
    line.mend()
    sends(visitor)

    visitor.reads("Wysłano do biura i usunięto z tego urządzenia: Anna Nowak.")
    assert NeedsRecognition.objects.get().hard == "Schody bez poręczy"


def test_minutes_of_rest_lock_the_page_and_keep_what_was_typed(
    sign_in: SignIn, case: Application, joanna: User
) -> None:
    visitor = a_telephone(sign_in, joanna)
    takes_along(visitor)
    visitor.page.clock.install()
    opens_case(visitor)
    visitor.writes("Co jest trudne", "Schody bez poręczy")

    visitor.page.clock.fast_forward("06:00")

    visitor.reads("Zablokowano po kilku minutach przerwy.")
    visitor.writes("PIN", PIN)
    visitor.presses("Otwórz")
    visitor.reads("Czeka na wysłanie")


def test_a_case_goes_out_and_comes_back_with_the_keyboard_alone(
    sign_in: SignIn, case: Application, joanna: User
) -> None:
    visitor = sign_in(joanna)
    visitor.opens(FIELD)
    ready(visitor)
    visitor.is_on("W teren")
    visitor.ticks("Nowak Anna")
    visitor.writes("PIN", PIN)
    visitor.writes("Ten sam PIN jeszcze raz", PIN)
    visitor.page.keyboard.press("Enter")
    visitor.reads("Na tym urządzeniu: 1.")
    cut(visitor)

    visitor.opens(DEVICE)
    ready(visitor)
    expect(visitor.page.get_by_label("PIN")).to_be_focused()
    visitor.page.keyboard.type(PIN)
    visitor.page.keyboard.press("Enter")
    visitor.presses("Anna Nowak")
    visitor.writes("Co jest trudne", "Schody bez poręczy")
    visitor.reads("Czeka na wysłanie")
    goes_to_list(visitor)
    back_in_network(visitor)
    sends(visitor)

    visitor.reads("Wysłano do biura i usunięto z tego urządzenia: Anna Nowak.")
    assert NeedsRecognition.objects.get().hard == "Schody bez poręczy"
