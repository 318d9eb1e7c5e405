"""Somebody in front of the screen, who finds things by the names they read and looks at every page on the way."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from playwright.sync_api import ElementHandle, Locator, Page, expect

File = dict[str, Any]  # name, mimeType, buffer: what Playwright hands to a file field


def exactly(name: str) -> re.Pattern[str]:
    """The name as one reads it; „: Anna Nowak” for screen readers and „(nieobowiązkowe)” may follow."""
    words = re.escape(name).replace(":", r"\s*:")
    return re.compile(rf"^\s*{words}\s*(\(nieobowiązkowe\))?\s*(:.*)?$", re.DOTALL)


def beginning(name: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(name)}(\W|$)", re.DOTALL)


class Visitor:
    """A person with a mouse or a finger."""

    def __init__(self, page: Page, look: Callable[[Page], None]) -> None:
        self.page = page
        self.look = look
        page.on("filechooser", lambda _chooser: None)  # asked for before any key, or the first chooser may be missed

    # where one is
    def opens(self, address: str) -> None:
        self.page.goto(address)

    def is_on(self, heading: str | re.Pattern[str]) -> None:
        """The page with this title has come, and nothing is wrong with it."""
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        self.look(self.page)

    def reads(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("main").get_by_text(text).first).to_be_visible()

    def does_not_read(self, text: str) -> None:
        expect(self.page.get_by_role("main").get_by_text(text)).to_have_count(0)

    def told(self, term: str) -> str:
        """What stands beside a term in a list of facts."""
        fact = self.page.locator("dt", has_text=exactly(term)).locator("xpath=following-sibling::dd[1]").first
        return fact.inner_text().strip()

    # what one does
    def follows(self, name: str | re.Pattern[str]) -> None:
        self._go(self.page.get_by_role("link", name=_name(name)))

    def presses(self, name: str) -> None:
        self._go(self.page.get_by_role("button", name=exactly(name)))

    def unfolds(self, name: str) -> None:
        self._go(self.page.locator("summary", has_text=beginning(name)))

    def writes(self, label: str, text: str) -> None:
        self._write(self._field(label), text)

    def writes_day(self, legend: str, day: date) -> None:
        boxes = self.page.get_by_role("group", name=exactly(legend))
        for label, part in (("Dzień", day.day), ("Miesiąc", day.month), ("Rok", day.year)):
            self._write(boxes.get_by_label(label, exact=True), str(part))

    def chooses(self, label: str, *, of: str = "") -> None:
        """A radio button; `of` names its group."""
        group = self.page.get_by_role("group", name=exactly(of)) if of else self.page
        self._choose(group.get_by_role("radio", name=beginning(label)))

    def ticks(self, label: str) -> None:
        self._tick(self.page.get_by_role("checkbox", name=beginning(label)))

    def picks(self, label: str, option: str) -> None:
        self._pick(self._field(label), option)

    def attaches(self, label: str, file: File) -> None:
        self._attach(self._field(label), file)

    def goes_back(self) -> None:
        self.page.go_back()

    # with which hand
    def _field(self, label: str) -> Locator:
        return self.page.get_by_label(exactly(label))

    def _go(self, control: Locator) -> None:
        control.click()

    def _write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def _choose(self, radio: Locator) -> None:
        radio.check()

    def _tick(self, box: Locator) -> None:
        box.check()

    def _pick(self, field: Locator, option: str) -> None:
        field.select_option(label=option)

    def _attach(self, field: Locator, file: File) -> None:
        field.set_input_files(file)


MANY = 150  # stops of the Tab key, after which nobody would go on

IS_FOCUSED = "element => element === document.activeElement"
IN_ITS_GROUP = """element => document.activeElement.type === "radio"
    && document.activeElement.name === element.name && document.activeElement.form === element.form"""
LOOKS = """element => {
    const looks = (one, part) => {
        const style = getComputedStyle(one, part);
        return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor,
            style.backgroundColor].join(" ");
    };
    const labels = Array.from(element.labels || []);
    return [looks(element), ...labels.flatMap(label => [looks(label), looks(label, "::before")])].join(" | ");
}"""
IS_UNCOVERED = """element => {
    const box = element.getBoundingClientRect();
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
    const own = [element, ...(element.labels || [])];
    return there !== null && own.some(one => one.contains(there) || there.contains(one));
}"""


LEAVES_PAGE = """control => !control.closest("[hx-get], [hx-post]") && (control.tagName === "A"
  ? !control.getAttribute("href").startsWith("#") : control.type === "submit" && !!control.form)"""


class KeyboardVisitor(Visitor):
    """A person without a mouse: reaches everything with Tab and must see where the focus is."""

    def is_on(self, heading: str | re.Pattern[str]) -> None:
        """As with a mouse; then the first stop of Tab skips what all pages begin with."""
        super().is_on(heading)
        if self.page.evaluate("document.activeElement === document.body"):
            self.page.keyboard.press("Tab")
            expect(self.page.get_by_role("link", name="Przejdź do treści")).to_be_focused()
            self.page.keyboard.press("Enter")

    def _go(self, control: Locator) -> None:
        """Enter, and where that leads to another page, wait for it: it may carry the same heading as this one."""
        if not self._reach(control).evaluate(LEAVES_PAGE):
            self.page.keyboard.press("Enter")
            return
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _write(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def _choose(self, radio: Locator) -> None:
        wanted = self._reach(radio, or_its_group=True)
        for _step in range(20):
            if wanted.evaluate(IS_FOCUSED):
                break
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        expect(radio).to_be_checked()

    def _tick(self, box: Locator) -> None:
        self._reach(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def _pick(self, field: Locator, option: str) -> None:
        chosen = self._reach(field)
        self.page.keyboard.press("Home")
        for _step in range(MANY):
            if chosen.evaluate("list => list.selectedOptions[0].label") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no „{option}” in the list")

    def _attach(self, field: Locator, file: File) -> None:
        self._reach(field)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(file)

    def _reach(self, control: Locator, *, or_its_group: bool = False) -> ElementHandle:
        expect(control).to_be_attached()
        wanted = control.element_handle()
        before = wanted.evaluate(LOOKS)
        for stops in range(MANY):
            if wanted.evaluate(IS_FOCUSED) or (or_its_group and wanted.evaluate(IN_ITS_GROUP)):
                self._sees(wanted, control, before, was_there=stops == 0)
                return wanted
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{control} cannot be reached with {MANY} stops of Tab on {self.page.url}")

    def _sees(self, wanted: ElementHandle, control: Locator, before: str, *, was_there: bool) -> None:
        if not wanted.evaluate(IS_FOCUSED):
            return  # on another button of its group
        assert was_there or wanted.evaluate(LOOKS) != before, f"the focus on {control} is invisible: {self.page.url}"
        assert wanted.evaluate(IS_UNCOVERED), f"something covers {control}, which has the focus: {self.page.url}"


def _name(name: str | re.Pattern[str]) -> re.Pattern[str]:
    return exactly(name) if isinstance(name, str) else name
