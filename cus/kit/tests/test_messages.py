"""Collecting, checking and compiling translations."""

import gettext
import os
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from cus.kit import messages
from cus.kit.extraction import in_python, in_template, messages_of


def test_sentences_are_found_in_code_in_f_strings_and_across_lines():
    source = """
_("Plain")
gettext_lazy("Lazy")
f"{name}: {_('Inside an f-string')}"
_("One sentence "
  "in two pieces")
_("Counted %(n)s") % {"n": 3}
_(variable)
other("Not for people")
"""
    assert {text for text, _context in in_python(source)} == {
        "Plain",
        "Lazy",
        "One sentence in two pieces",
        "Inside an f-string",
        "Counted %(n)s",
    }


def test_plurals_and_contexts_are_found_in_code():
    source = 'ngettext("%d day", "%d days", n); pgettext("month", "May"); npgettext("seat", "place", "places", n)'

    assert set(in_python(source)) == {
        (("%d day", "%d days"), None),
        ("May", "month"),
        (("place", "places"), "seat"),
    }


def test_sentences_are_found_in_templates_however_indented():
    source = """
    <p title='It is "quoted"'>{% translate "Plain" %}</p>
          {% translate "May" context "month" %}
  {% blocktranslate trimmed with name=person.name %}
      Good morning,
      {{ name }}
  {% endblocktranslate %}
      {% blocktranslate count n=days %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}
    {{ _("In braces") }} {# not this #} {% comment %}{% translate "Nor this" %}{% endcomment %}
    """
    assert set(in_template(source, origin="x.html")) == {
        ("Plain", None),
        ("May", "month"),
        ("Good morning, %(name)s", None),
        (("%(n)s day", "%(n)s days"), None),
        ("In braces", None),
    }


@pytest.fixture
def house(tmp_path):
    """A house with one room that says three things."""
    room = tmp_path / "cus" / "garden"
    (room / "templates" / "garden").mkdir(parents=True)
    (room / "tests").mkdir()
    (room / "__init__.py").write_text("")
    (room / "views.py").write_text('_("Water the tree")\nngettext("%(n)d tree", "%(n)d trees", n)\n')
    (room / "templates" / "garden" / "page.html").write_text('{% translate "Garden" %}')
    (room / "tests" / "test_x.py").write_text('_("Only in a test")')
    return tmp_path


def update(house: Path) -> Path:
    room = house / "cus" / "garden"
    path = messages.po_path(room)
    messages.write(path, messages.merged(messages_of(room), messages.read(path)))
    return path


def translate(path: Path, words: dict) -> None:
    catalog = messages.read(path)
    for message in catalog:
        if message.id:
            message.string = words[messages.key_of(message)[0]]
    messages.write(path, catalog)


POLISH = {
    "Water the tree": "Podlej drzewo",
    "%(n)d tree": ("%(n)d drzewo", "%(n)d drzewa", "%(n)d drzew"),
    "Garden": "Ogród",
}


def test_new_sentences_come_with_an_empty_translation(house):
    text = update(house).read_text()

    assert 'msgid "Water the tree"\nmsgstr ""' in text
    assert 'msgid "Garden"\nmsgstr ""' in text
    assert "msgstr[2]" in text
    assert "Only in a test" not in text


def test_a_second_update_changes_nothing_and_keeps_translations(house):
    path = update(house)
    translate(path, POLISH)
    before = path.read_text()

    update(house)

    assert path.read_text() == before
    assert "Podlej drzewo" in before


def test_a_sentence_no_longer_said_leaves_the_file(house):
    path = update(house)
    translate(path, POLISH)
    (house / "cus" / "garden" / "templates" / "garden" / "page.html").write_text("")

    update(house)

    assert "Garden" not in path.read_text()
    assert "Podlej drzewo" in path.read_text()


def test_compiled_translations_are_read_by_gettext_with_three_plural_forms(house):
    path = update(house)
    translate(path, POLISH)

    assert messages.compile_messages(house) == [path.with_suffix(".mo")]

    with path.with_suffix(".mo").open("rb") as file:
        polish = gettext.GNUTranslations(file)
    assert polish.gettext("Garden") == "Ogród"
    counted = [polish.ngettext("%(n)d tree", "%(n)d trees", n) % {"n": n} for n in (1, 2, 5, 12, 22, 112)]
    assert counted == ["1 drzewo", "2 drzewa", "5 drzew", "12 drzew", "22 drzewa", "112 drzew"]


def test_compiling_again_writes_only_what_is_newer(house):
    path = update(house)
    messages.compile_messages(house)

    assert messages.compile_messages(house) == []

    later = path.stat().st_mtime + 5
    os.utime(path, (later, later))
    assert messages.compile_messages(house) == [path.with_suffix(".mo")]


def test_an_untranslated_sentence_stays_english_when_compiled(house):
    path = update(house)
    messages.compile_messages(house)

    with path.with_suffix(".mo").open("rb") as file:
        polish = gettext.GNUTranslations(file)
    assert polish.gettext("Garden") == "Garden"
    assert polish.ngettext("%(n)d tree", "%(n)d trees", 2) == "%(n)d trees"


@pytest.mark.parametrize(
    ("message", "says"),
    [
        (Message("Garden", "Ogród"), []),
        (Message("Garden", ""), ["is not translated"]),
        (Message("Garden", "Ogród", flags=("fuzzy",)), ["is marked as doubtful (fuzzy)"]),
        (Message("Dear %(name)s", "Szanowna Pani"), ["lacks the placeholder %(name)s"]),
        (Message("Dear %(name)s", "Droga %(imie)s, %(name)s"), ["has a placeholder of its own: %(imie)s"]),
        (Message("100%% of %(what)s", "100%% z %(what)s"), []),
        (Message(("One day", "%(n)d days"), ("Jeden dzień", "%(n)d dni", "%(n)d dni")), []),
        (Message(("%(n)d day", "%(n)d days"), ("Jeden dzień", "%(n)d dni", "%(n)d dni")), []),
        (Message(("%(n)d day", "%(n)d days"), ("%(n)d dzień", "dni", "%(n)d dni")), ["lacks the placeholder %(n)d"]),
        (Message(("%(n)d day", "%(n)d days"), ("%(n)d dzień", "%(n)d dni")), ["is not translated"]),
    ],
)
def test_what_would_look_bad_on_a_page_is_named(message, says):
    assert messages.problems(message) == says


def test_one_sentence_said_in_two_ways_is_named(house):
    first, second = messages.read(Path("none")), messages.read(Path("none"))
    first.add("Close", "Zamknij")
    second.add("Close", "Zakończ")

    assert messages.clashes({"cases": first, "office": second}) == [
        "cases and office: “Close” is translated in two ways"
    ]


def test_a_language_that_is_not_everywhere_asks_for_the_sentences_of_its_pages_only(house, monkeypatch):
    monkeypatch.setattr(messages, "PARTS", {"uk": {"garden": ("views.py",)}})
    room = house / "cus" / "garden"

    wanted = messages_of(room, messages.files_speaking(room, "uk"))

    assert [messages.key_of(message)[0] for message in wanted] == ["%(n)d tree", "Water the tree"]


def test_the_files_that_speak_ukrainian_are_there():
    root = Path(messages.__file__).parents[1]
    missing = [
        f"{room}/{name}"
        for room, names in messages.PARTS["uk"].items()
        for name in names
        if not (root / room / name).exists()
    ]

    assert missing == []


def test_in_ukrainian_the_first_form_counts_twenty_one_too_and_must_say_the_number():
    message = Message(("One thing", "%(n)d things"), ("одна річ", "%(n)d речі", "%(n)d речей"))

    assert messages.problems(message, "pl") == []
    assert messages.problems(message, "uk") == ["lacks the placeholder %(n)d"]
