"""A real browser for the journeys: Chromium driven by Playwright, and axe to look at every page on the way."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from cus.accounts.models import User
from launch.browser import find_chromium, must_have_browser, why_no_browser
from tests.journeys.visitor import KeyboardVisitor, Visitor

# Playwright's loop runs in the thread of the tests, and Django takes that for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}  # also what 400 % zoom leaves of a desktop
PATIENCE = 20_000  # milliseconds
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK_FOR = {"runOnly": {"type": "tag", "values": STANDARD}, "resultTypes": ["violations"]}

expect.set_options(timeout=PATIENCE)

OpenPage = Callable[..., Page]
LookAt = Callable[[Page], None]
SignIn = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if why := why_no_browser():
        (pytest.fail if must_have_browser() else pytest.skip)(why)
    path = find_chromium()
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses to be root inside its sandbox
        chromium = playwright.chromium.launch(executable_path=path, args=[*sandbox, "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Opens a page in a session of its own: `open_page()`, `open_page(java_script_enabled=False)`, …

    Relative addresses work: `page.goto("/")`. What the browser complains about fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(**given: Any) -> Page:
        wanted = {"viewport": DESKTOP, "locale": "pl-PL", "timezone_id": "Europe/Warsaw", **given}
        context = browser.new_context(base_url=live_server.url, **wanted)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"script error on {page.url}: {error}"))
        page.on("console", lambda said: _note_broken_policy(complaints, page.url, said.text))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A desktop screen of a Polish resident."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """The narrowest screen there is, 320 pixels."""
    return open_page(viewport=PHONE, has_touch=True)


@pytest.fixture
def page_without_script(open_page: OpenPage) -> Page:
    """The same desktop with JavaScript turned off."""
    return open_page(java_script_enabled=False)


@pytest.fixture(scope="session")
def axe() -> LookAt:
    """`axe(page)` fails with what is wrong, where, and how to mend it."""
    inspector = Axe()

    def look(page: Page) -> None:
        found = inspector.run(page, options=LOOK_FOR).response["violations"]
        assert not found, f"axe on {page.url}:\n" + "\n".join(_describe(violation) for violation in found)

    return look


@pytest.fixture(scope="session")
def look(axe: LookAt) -> LookAt:
    """`look(page)`: axe finds nothing, nothing sticks out to the right; each state of a page once.

    With CUS_PICTURES naming a directory, pictures of the page on a desktop and on a phone are kept there.
    """
    seen: set[str] = set()

    def look_once(page: Page) -> None:
        fits(page)
        state = _state_of(page)
        if state not in seen:
            seen.add(state)
            axe(page)
            _take_pictures(page, number=len(seen))

    return look_once


@pytest.fixture(autouse=True)
def _nobody_came_before(transactional_db: None) -> None:
    """All journeys come from one address: the limits of applications and sign-ins count anew."""
    cache.clear()


@pytest.fixture
def visitor(page: Page, look: LookAt) -> Visitor:
    """A resident with a mouse, on a desktop."""
    return Visitor(page, look)


@pytest.fixture
def keyboard_visitor(page: Page, look: LookAt) -> KeyboardVisitor:
    """A resident who only has a keyboard."""
    return KeyboardVisitor(page, look)


@pytest.fixture
def sign_in(open_page: OpenPage, look: LookAt, live_server: LiveServer) -> SignIn:
    """`sign_in(user)`: somebody of the staff with a keyboard only, the second factor already shown."""

    def at_a_desk(user: User, *, kind: type[Visitor] = KeyboardVisitor, **given: Any) -> Visitor:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "cus.accounts.backends.EmailBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session["second_factor_ready"] = True
        session.create()
        page = open_page(**given)
        page.context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": live_server.url}])
        return kind(page, look)

    return at_a_desk


def fits(page: Page) -> None:
    """Nothing sticks out to the right. All that can be looked at without JavaScript, which axe needs."""
    sticks_out = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    assert sticks_out <= 0, f"{page.url} is {sticks_out} pixels too wide"


def _state_of(page: Page) -> str:
    """The same for two looks at the same thing: its address without numbers, its headings and buttons, its width."""
    address = re.sub(r"[0-9a-f-]{36}|\d+", "*", page.url.partition("//")[2])
    parts = page.locator("h1, h2, h3, button, .govuk-error-message").all_inner_texts()
    return f"{address} {page.viewport_size} {re.sub(r'[0-9]+', '*', ' '.join(parts))}"


def _take_pictures(page: Page, *, number: int) -> None:
    wanted, size = os.environ.get("CUS_PICTURES"), page.viewport_size
    if not wanted or not size:
        return
    name = re.sub(r"[^a-z-]+", "_", page.url.partition("//")[2].partition("/")[2])[:60]
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": size["height"]})
        worker = os.environ.get("PYTEST_XDIST_WORKER", "")
        page.screenshot(path=Path(wanted) / f"{worker}{number:03}_{name}_{width}.png", full_page=True, caret="initial")
    page.set_viewport_size(size)


def _describe(violation: dict[str, Any]) -> str:
    places = [f"    {' '.join(map(str, node['target']))}\n      {node['html'][:200]}" for node in violation["nodes"]]
    title = f"  {violation['id']} ({violation['impact']}): {violation['help']}. {violation['helpUrl']}"
    return "\n".join([title, *places])


def _note_broken_policy(complaints: list[str], url: str, said: str) -> None:
    if "Content Security Policy" in said:
        complaints.append(f"on {url}: {said}")
