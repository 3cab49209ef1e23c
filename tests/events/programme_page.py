"""The programme page without a browser: what it would post, what somebody types in it, and what it answered."""

from django.urls import reverse


def address(day):
    return reverse("admin:events_studyday_programme", args=[day.pk])


def opened(client, day) -> dict:
    """Everything the browser would post from the page as it stands: {name: value}, with "blok" and "rij" as lists."""
    form = client.get(address(day)).context["form"]
    values = {"blok": [block.entry() for block in form.blocks], "rij": [row.entry() for row in form.rows]}
    for one in [*form.blocks, *form.rows]:
        for bound in one:
            value = bound.field.prepare_value(bound.value())
            if value is not None and value is not False:
                values[bound.html_name] = value
    return values


def save(client, day, typed, **more):
    return client.post(address(day), {**typed, **more}, follow=True)


def faults(page) -> list[str]:
    return [sentence for _anchor, _where, sentence in page.context["form"].faults]


def new_block(number, title, kind, hours, rows=(), pasted="", **more) -> dict:
    """What somebody types in a new block; `rows` are dicts of what stands in its rows."""
    key, (starts, ends) = f"n{number}", hours.split("-")
    values = {"title": title, "kind": kind, "starts": starts, "ends": ends, "part": "", "choice": "none", "position": ""}
    typed = {f"b{key}-{name}": value for name, value in {**values, "pasted": pasted, **more}.items()}
    for place, row in enumerate(rows):
        row_key = f"n{number}0{place}"
        typed |= {f"s{row_key}-{name}": value for name, value in {"block": key, **row}.items()}
        typed.setdefault("rij", []).append(f"{row_key}:")
    return typed | {"blok": [f"{key}:"]}


def together(*blocks) -> dict:
    lists = {name: [entry for block in blocks for entry in block.get(name, [])] for name in ("blok", "rij")}
    return {name: value for block in blocks for name, value in block.items()} | lists


def line(session) -> list[tuple]:
    return [(str(row), row.affiliation, row.role) for row in session.contributions.all()]
