import pytest

from cus.records.papers.markup import blocks_from_text, bold, literal, plain, runs
from cus.records.papers.paper import Bullets, Heading, Note, Numbered, Paragraph, Row, Table, Tone
from cus.records.papers.typography import TEXT_FONT, letters_of


def test_a_template_becomes_headings_paragraphs_lists_and_notes():
    text = """
## Co dalej

Pierwsza linia
i druga linia.

- obiad
- zakupy
  w sobotę

1. Telefon
2. Wizyta

### Ważne
> Zwykła uwaga.
>
> Drugi akapit.

>! Ma Pani 14 dni.
"""

    assert blocks_from_text(text) == (
        Heading("Co dalej", level=2),
        Paragraph("Pierwsza linia i druga linia."),
        Bullets(("obiad", "zakupy w sobotę")),
        Numbered(("Telefon", "Wizyta")),
        Heading("Ważne", level=3),
        Note("Zwykła uwaga.\n\nDrugi akapit."),
        Note("Ma Pani 14 dni.", tone=Tone.IMPORTANT),
    )


def test_lists_may_have_blank_lines_between_their_items():
    assert blocks_from_text("- jeden\n\n- dwa\n\nAkapit.\n\nDrugi.") == (
        Bullets(("jeden", "dwa")),
        Paragraph("Akapit."),
        Paragraph("Drugi."),
    )


def test_a_date_at_the_beginning_of_a_line_is_not_a_list():
    assert blocks_from_text("Odwiedzimy Panią\n13. listopada.") == (Paragraph("Odwiedzimy Panią 13. listopada."),)


def test_what_an_officer_typed_keeps_its_lines():
    typed = "Pani Anna dojeżdża sama.\r\nZakupy robi z sąsiadką:\r\n- chleb\r\n- mleko"

    assert blocks_from_text(typed, keep_lines=True) == (
        Paragraph("Pani Anna dojeżdża sama.\nZakupy robi z sąsiadką:"),
        Bullets(("chleb", "mleko")),
    )


def test_values_are_put_in_after_the_markup_was_read():
    blocks = blocks_from_text("Szanowna {name},\n\n- {name}", {"name": "## Anna\n\n- **Nowak** {name}"})

    assert [type(block) for block in blocks] == [Paragraph, Bullets]
    assert plain(blocks[0].text) == "Szanowna ## Anna\n\n- **Nowak** {name},"
    assert not any(run.bold for run in runs(blocks[0].text))


def test_a_value_alone_in_its_paragraph_may_be_whole_blocks():
    table = Table("Usługi", ("W czym",), (Row(("Obiady",)),))

    assert blocks_from_text("Przed\n\n{table}\n\nPo", {"table": (table,)}) == (
        Paragraph("Przed"),
        table,
        Paragraph("Po"),
    )
    with pytest.raises(TypeError, match="alone in its paragraph"):
        blocks_from_text("Oto {table}", {"table": (table,)})


def test_an_empty_value_leaves_no_empty_paragraph():
    assert blocks_from_text("{reasons}\n\nPo", {"reasons": ""}) == (Paragraph("Po"),)


def test_a_missing_value_is_an_error():
    with pytest.raises(KeyError, match="name"):
        blocks_from_text("Szanowna {name}", {})


def test_bold_needs_a_pair_of_marks_around_words():
    assert runs("a **b c** d") == [("a ", False), ("b c", True), (" d", False)]
    assert runs("2 ** 3 ** 4") == [("2 ** 3 ** 4", False)]
    assert runs("**") == [("**", False)]
    assert runs(literal("**b**")) == [("**b**", False)]


def test_bold_makes_a_whole_text_bold():
    assert runs(bold("a **b** \\* c\nd")) == [("a b * c\nd", True)]
    assert bold(" ") == ""


@pytest.mark.parametrize("typed", ["**b**", "\\", "\\*", "\\\\*", "*", "C:\\", "**\\**", "\ue000*"])
def test_typed_text_comes_out_as_typed_even_inside_bold(typed):
    printed = typed.replace("\ue000", "")

    assert runs(literal(typed)) == [(printed, False)]
    assert runs(f"Pani **{literal(typed)}**.") == [("Pani ", False), (printed, True), (".", False)]


def test_a_row_has_as_many_cells_as_the_header():
    with pytest.raises(ValueError, match="does not have the 2 cells"):
        Table("Usługi", ("W czym", "Ile"), (Row(("Obiady",)),))


def test_the_shipped_font_has_polish_and_ukrainian_letters_and_no_emoji():
    letters = letters_of(TEXT_FONT)

    assert set("ĄĆĘŁŃÓŚŹŻąćęłńóśźżЇїҐґЄєІі„”–§□") <= letters
    assert "😀" not in letters
    assert "漢" not in letters
