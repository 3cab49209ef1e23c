"""Files that are made once: by one maker at a time, for whoever asks, within bounds."""

import os
import threading
import time

import pytest

from portal.documents.boxed import NotMade
from portal.documents.kept_files import Busy, bound, opened, tidy, turn

MOST = 10_000


def read(folder, name, make, **how):
    with opened(folder, name, make, most=MOST, **how) as file:
        return file.read()


def never():
    raise AssertionError("this was made already")


def fails():
    raise NotMade("kapot")


def aged(file, seconds):
    os.utime(file, (time.time() - seconds, time.time() - seconds))


def names(folder):
    return sorted(file.name for file in folder.iterdir() if not file.name.startswith("."))


def test_a_file_is_made_once(tmp_path):
    assert read(tmp_path, "a.pdf", lambda: b"een") == b"een"
    assert read(tmp_path, "a.pdf", never) == b"een"


def test_many_who_ask_at_once_cost_one_maker_and_one_who_waits(tmp_path):
    started, go, made, told = threading.Event(), threading.Event(), [], []

    def slow():
        made.append(1)
        started.set()
        go.wait(20)
        return b"klaar"

    def ask():
        try:
            told.append(read(tmp_path, "a.pdf", slow, patience=20.0))
        except Busy:
            told.append("later")

    first = threading.Thread(target=ask)
    first.start()
    assert started.wait(20)
    others = [threading.Thread(target=ask) for _ in range(5)]
    for thread in others:
        thread.start()
    while told.count("later") < 4:
        time.sleep(0.01)
    go.set()
    for thread in (first, *others):
        thread.join(20)
    assert (len(made), sorted(map(str, told))) == (1, ["b'klaar'"] * 2 + ["later"] * 4)


def test_who_waits_too_long_is_told_to_come_back(tmp_path):
    with turn(tmp_path), pytest.raises(Busy):
        read(tmp_path, "a.pdf", never, patience=0.1)


def test_a_kept_file_is_given_while_another_is_being_made(tmp_path):
    read(tmp_path, "a.pdf", lambda: b"een")
    with turn(tmp_path):
        assert read(tmp_path, "a.pdf", never, patience=0.1) == b"een"


def test_what_could_not_be_made_is_not_tried_again_at_once(tmp_path):
    with pytest.raises(NotMade, match="kapot"):
        read(tmp_path, "a.pdf", fails)
    with pytest.raises(NotMade, match="a moment ago"):
        read(tmp_path, "a.pdf", lambda: b"een")
    aged(tmp_path / "a.pdf.failed", 150)
    assert read(tmp_path, "a.pdf", lambda: b"een") == b"een"


def test_the_folder_holds_no_more_than_its_bound(tmp_path):
    for number in range(4):
        read(tmp_path, f"{number}.pdf", lambda: b"x" * 4_000)
        aged(tmp_path / f"{number}.pdf", 1000 - number)
    assert names(tmp_path) == ["2.pdf", "3.pdf"]
    assert bound(tmp_path, 5_000) == 1
    assert names(tmp_path) == ["3.pdf"]


def test_what_nobody_asks_for_goes_and_what_somebody_asked_for_stays(tmp_path):
    for name in ("oud.pdf", "gevraagd.pdf", "half.partly"):
        (tmp_path / name).write_bytes(b"x")
        aged(tmp_path / name, 31 * 24 * 3600)
    read(tmp_path, "gevraagd.pdf", never)
    assert tidy(tmp_path, time.time(), most=MOST) == 2
    assert names(tmp_path) == ["gevraagd.pdf"]


def test_there_is_nothing_to_tidy_where_nothing_was_made(tmp_path):
    assert tidy(tmp_path / "nergens", time.time(), most=MOST) == 0
