"""A real browser for the journeys: Chromium driven by Playwright, and axe to look at every page on the way."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from launch.browser import find_chromium, must_have_browser, why_no_browser

# Playwright's loop runs in the thread of the tests, and Django takes that for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}  # also what 400 % zoom leaves of a desktop
PATIENCE = 10_000  # milliseconds
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

OpenPage = Callable[..., Page]
LookAt = Callable[[Page], None]


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
        found = inspector.run(page, options={"runOnly": {"type": "tag", "values": STANDARD}}).response["violations"]
        assert not found, f"axe on {page.url}:\n" + "\n".join(_describe(violation) for violation in found)

    return look


def _describe(violation: dict[str, Any]) -> str:
    places = [f"    {' '.join(map(str, node['target']))}\n      {node['html'][:200]}" for node in violation["nodes"]]
    title = f"  {violation['id']} ({violation['impact']}): {violation['help']}. {violation['helpUrl']}"
    return "\n".join([title, *places])


def _note_broken_policy(complaints: list[str], url: str, said: str) -> None:
    if "Content Security Policy" in said:
        complaints.append(f"on {url}: {said}")
