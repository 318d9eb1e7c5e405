from cus.kit.word_differences import Change, Piece, word_differences


def test_equal_texts_are_one_piece():
    assert word_differences("Usługi są bezpłatne.", "Usługi są bezpłatne.") == [
        Piece(Change.SAME, "Usługi są bezpłatne.")
    ]


def test_a_replaced_word_is_removed_then_added():
    assert word_differences("do 20 godzin w miesiącu", "do 30 godzin w miesiącu") == [
        Piece(Change.SAME, "do "),
        Piece(Change.REMOVED, "20"),
        Piece(Change.ADDED, "30"),
        Piece(Change.SAME, " godzin w miesiącu"),
    ]


def test_neighbouring_changes_are_read_as_one():
    assert word_differences("osoby starsze mieszkające", "seniorzy samotnie mieszkające") == [
        Piece(Change.REMOVED, "osoby starsze"),
        Piece(Change.ADDED, "seniorzy samotnie"),
        Piece(Change.SAME, " mieszkające"),
    ]


def test_a_new_text_is_all_added_and_a_dropped_one_all_removed():
    assert word_differences("", "Nowy cel") == [Piece(Change.ADDED, "Nowy cel")]
    assert word_differences("Dawny cel", "") == [Piece(Change.REMOVED, "Dawny cel")]
    assert word_differences("", "") == []


def test_the_pieces_put_together_are_the_two_texts():
    old = "Program trwa rok.\n\nPomoc dostają osoby od 65 lat, które mieszkają same."
    new = "Program trwa dwa lata.\n\nPomoc dostają osoby od 60 lat; także rodziny."
    pieces = word_differences(old, new)

    assert "".join(piece.text for piece in pieces if piece.change is not Change.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED) == new
