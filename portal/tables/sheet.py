"""The first sheet of an XLSX file as JSON: run as a child process (see reading.py), with limits that it sets itself first.

Reads the file from standard input. Imports nothing of ours, so that it starts fast and knows no secret."""

import datetime as dt
import io
import json
import sys
import warnings

MEMORY = 700 * 1024 * 1024  # bytes
SECONDS = 15  # of CPU
COLUMNS = 60
ROWS = 1_000
EMPTY_ROWS = 2_000  # after so many the table is over
LONGEST = 20_000  # characters in a cell


def fence() -> None:
    """Limits that the kernel keeps."""
    import resource

    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):  # a system without this limit
            continue


def text_of(value: object) -> str:
    """A cell as somebody would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d") if value.time() == dt.time() else value.strftime("%Y-%m-%d %H:%M")
    return str(value)[: LONGEST + 1].replace("_x000D_", "").replace("\x00", "")


def rows_of(data: bytes) -> list[list]:
    """[line, cells] of each row with anything in it, one more than allowed at most."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
    found: list[list] = []
    empty = 0
    for line, row in enumerate(sheet.iter_rows(max_col=COLUMNS + 1, values_only=True) if sheet else (), 1):
        cells = [text_of(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            empty += 1
            if empty > EMPTY_ROWS:
                break
            continue
        empty = 0
        found.append([line, cells])
        if len(found) > ROWS + 1:  # and the heads
            break
    return found


if __name__ == "__main__":
    fence()
    warnings.simplefilter("ignore")
    json.dump(rows_of(sys.stdin.buffer.read()), sys.stdout)
