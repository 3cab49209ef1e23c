"""Who comes to a day as a file: what the list shows, and nothing that a spreadsheet would run."""

import csv
import io

import pytest
from openpyxl import load_workbook

from events.registering.registration import SeatRequest, Who, register
from portal.publishing.logbook import Act, LogEntry
from tests.desk import cost
from tests.events.test_admin_registrations import address
from tests.factories.registrations import EARLY, choosing, comes, open_day, wants

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_time")]
HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("http://x.example","klik")']


@pytest.fixture
def in_time(time_machine):
    """The desk looks at the clock: it is before the day."""
    time_machine.move_to(EARLY, tick=False)


def sheets(answer) -> dict[str, list[list]]:
    book = load_workbook(io.BytesIO(answer.content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def lines(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_a_file_says_what_the_list_says_with_a_column_for_each_block(organiser):
    day = open_day(slug="een-dag")
    block, (full, other) = choosing(day, 1, 5)
    comes(day, "an", wants(block, full))
    comes(day, "bo", wants(block, full, other))
    answer = organiser.post(address(day, "lijst.csv?sorteer=nummer"))
    heads, an, bo = lines(answer)
    assert heads == [
        *("Nummer", "Stand", "Naam", "E-mailadres", "Functie", "School of organisatie", "Onderwijsverstrekker", "Groep"),
        block.title,
        "Ingeschreven op",
    ]
    assert an == ["1", "ingeschreven", "An", "an@school.example", "", "", "", "", full.title, "2027-03-01 10:00"]
    assert bo[8] == f"{other.title} | wachtlijst: {full.title}"
    assert answer["Content-Disposition"] == 'attachment; filename="inschrijvingen-een-dag-2027-03-01.csv"'
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert LogEntry.objects.get(action_flag=Act.EXPORTED).change_message == (
        "Bestand met deelnemers gemaakt: 2 inschrijvingen, csv"
    )


def test_the_filters_of_the_list_hold_for_the_file(organiser):
    day = open_day()
    block, (session,) = choosing(day, 5)
    comes(day, "an", wants(block, session))
    comes(day, "bo")
    answer = organiser.post(address(day, f"lijst.xlsx?zonder={block.pk}"))
    ((_title, rows),) = sheets(answer).items()
    assert [row[2] for row in rows] == ["Naam", "Bo"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_file_runs(organiser, text):
    day = open_day()
    register(day, SeatRequest("vorm", Who("an@school.example", text, function=text, organisation=text)), at=EARLY)
    kept = day.registrations.get().name
    (row,) = lines(organiser.post(address(day, "lijst.csv")))[1:]
    assert row[2] == (kept if kept[0] not in "=+-@＝" else f"'{kept}")
    book = load_workbook(io.BytesIO(organiser.post(address(day, "lijst.xlsx")).content))
    cells = [cell for cell in next(book.active.iter_rows(min_row=2)) if cell.value == kept]
    assert [cell.data_type for cell in cells] == ["s"] * 3


def test_needs_go_in_a_file_of_their_own_as_totals_and_names(organiser):
    day = open_day()
    for who, diet in (("an", "Vegetarisch"), ("bo", "vegetarisch"), ("cis", "=1+1")):
        comes(day, who, diet=diet, access="rolstoel" if who == "an" else "", needs_consent=True)
    comes(day, "dre")
    assert "egetarisch" not in organiser.post(address(day, "lijst.csv")).content.decode()
    found = sheets(organiser.post(address(day, "noden.xlsx")))
    assert found == {
        "Totalen": [
            ["Soort", "Nood", "Mensen"],
            ["Dieet", "Vegetarisch", 2],
            ["Dieet", "=1+1", 1],
            ["Toegankelijkheid", "rolstoel", 1],
        ],
        "Wie": [
            ["Nummer", "Naam", "Dieet", "Toegankelijkheid"],
            [1, "An", "Vegetarisch", "rolstoel"],
            [2, "Bo", "vegetarisch", None],
            [3, "Cis", "=1+1", None],
        ],
    }
    said = LogEntry.objects.filter(action_flag=Act.EXPORTED).order_by("pk").last()
    assert (said.change_message, said.user) == ("Bestand met deelnemers gemaakt: noden van 3 mensen", organiser.user)


def test_files_are_for_who_organises_and_needs_for_who_may_see_them(editor, chief_editor, organiser):
    day = open_day()
    comes(day, "an", diet="x", needs_consent=True)
    assert editor.post(address(day, "lijst.csv")).status_code == 403
    assert editor.post(address(day, "noden.xlsx")).status_code == 403
    assert chief_editor.post(address(day, "lijst.csv")).status_code == 200
    assert chief_editor.post(address(day, "noden.xlsx")).status_code == 403
    assert "Noden voor keuken" not in chief_editor.get(address(day)).content.decode()
    assert "Noden voor keuken" in organiser.get(address(day)).content.decode()


def test_a_file_is_asked_for_and_never_fetched(organiser):
    day = open_day()
    assert organiser.get(address(day, "lijst.csv")).status_code == 405
    assert organiser.get(address(day, "noden.xlsx")).status_code == 405
    assert organiser.post(address(day, "lijst.exe")).status_code == 404
    assert not LogEntry.objects.filter(action_flag=Act.EXPORTED).exists()


def test_a_file_costs_the_same_for_one_person_as_for_three(organiser):
    costs = []
    for count in (1, 3):
        day = open_day()
        block, sessions = choosing(day, *[5] * count)
        for number in range(count):
            comes(day, f"mens{number}van{count}", wants(block, *sessions))
        organiser.post(address(day, "lijst.csv"))
        costs.append(cost(lambda day=day: organiser.post(address(day, "lijst.csv"))))
    assert costs[0] == costs[1]
