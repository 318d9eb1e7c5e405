from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from cus.kit.errors import Refused
from cus.portal.uploads import MOST_FILES, WAITING_ROOM, clear_forgotten, let_wait

PDF = b"%PDF-1.7"


def test_a_file_waits_under_a_name_that_says_nothing():
    kept = let_wait(SimpleUploadedFile("wypis.pdf", PDF), already=0)

    assert kept["name"] == "wypis.pdf"
    assert default_storage.exists(f"{WAITING_ROOM}/{kept['token']}")


@pytest.mark.parametrize(("already", "is_kept"), [(MOST_FILES - 1, True), (MOST_FILES, False)])
def test_ten_files_are_enough(already, is_kept):
    if is_kept:
        assert let_wait(SimpleUploadedFile("a.pdf", PDF), already=already)
    else:
        with pytest.raises(Refused):
            let_wait(SimpleUploadedFile("a.pdf", PDF), already=already)


@pytest.mark.parametrize(("hours", "stays"), [(23, True), (25, False)])
def test_files_of_applications_never_sent_are_cleared_after_a_day(hours, stays):
    kept = let_wait(SimpleUploadedFile("a.pdf", PDF), already=0)

    clear_forgotten(at=now() + timedelta(hours=hours))

    assert default_storage.exists(f"{WAITING_ROOM}/{kept['token']}") is stays
