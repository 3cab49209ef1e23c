"""Small charts, drawn on the server: numbers in, SVG out, with a name, a description and a table of the same figures.

No style attributes and no script: position and size are attributes of SVG, looks are classes (static/css/charts.css). Widths
are shares of the whole, so that a chart fits a telephone and its letters keep their size. What a colour tells, a pattern,
a place and a word tell too.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.text import cut

HIGH = 120  # pixels of the bars over days
LINE = 32  # of one bar that lies down
THICK = 12
LABEL = 34  # letters of a name beside a bar; the table has it whole
PATTERN = '<pattern id="{name}-{of}" width="6" height="6" patternUnits="userSpaceOnUse"{turned}>{inner}</pattern>'
PATTERNS: dict[str, tuple[str, str]] = {  # how it is turned, and what it is made of
    "stripes": (' patternTransform="rotate(45)"', '<rect class="mark" width="2" height="6"/>'),
    "dots": ("", '<circle class="mark" cx="2" cy="2" r="1.2"/>'),
    "cross": ("", '<path class="line" d="M0 0L6 6M6 0L0 6"/>'),
}
PATTERN_OF = {"moved": "stripes", "login": "dots", "dead": "cross"}


class Bar(NamedTuple):
    """A number with its name; `note` is what else must be said of it, `look` a class for what is not as it should be."""

    label: str
    value: int
    note: str = ""
    look: str = ""


def said(value: int) -> str:
    """A number as people read it: 1.234.567."""
    return number_format(value, decimal_pos=0, use_l10n=True, force_grouping=True)


def over_days(name: str, points: Sequence[tuple[date, int]], title: str, what: str) -> SafeString:
    """A bar for each day, oldest first; `what` heads the column of numbers. "" without days."""
    if not points:
        return SafeString("")
    most = max(value for _day, value in points)
    step = 100 / len(points)
    bars = format_html_join(
        "",
        '<rect class="bar" x="{}%" y="{}" width="{}%" height="{}"><title>{}: {}</title></rect>',
        (
            (_share(place * step), HIGH - tall, _share(step * 0.72), tall, date_format(day, "j F"), said(value))
            for place, (day, value) in enumerate(points)
            if (tall := _tall(value, most))
        ),
    )
    middle = points[len(points) // 2][0] if len(points) > 4 else None
    labels = format_html('<text x="0" y="{}">{}</text>', HIGH + 18, date_format(points[0][0], "j b"))
    if middle:
        labels += format_html('<text class="mid" x="50%" y="{}">{}</text>', HIGH + 18, date_format(middle, "j b"))
    if len(points) > 1:
        labels += format_html('<text class="end" x="100%" y="{}">{}</text>', HIGH + 18, date_format(points[-1][0], "j b"))
    scale = format_html('<path class="axis" d="M0 {0}.5H4000"/>', HIGH)
    if most:
        scale += format_html('<path class="axis far" d="M0 16.5H4000"/><text class="value" x="0" y="11">{}</text>', said(most))
    drawing = _svg(name, HIGH + 26, title, _days_in_words(points, most), scale + bars + labels)
    rows = [(date_format(day, "j F Y"), said(value)) for day, value in points]
    return _figure(drawing, title, (_("Dag"), what), rows)


def spark(values: Sequence[int], title: str = "") -> SafeString:
    """A line of small bars, as high as a line of text; without a title it only adorns the number beside it."""
    most = max(values, default=0)
    if not most:
        return SafeString("")
    bars = format_html_join(
        "",
        '<rect class="bar" x="{}" y="{}" width="1.5" height="{}"/>',
        (
            (place * 2, 20 - tall, tall)
            for place, value in enumerate(values)
            if (tall := max(1, round(20 * value / most)) if value else 0)
        ),
    )
    wide = len(values) * 2
    told = format_html('role="img" aria-label="{}"', title) if title else SafeString('aria-hidden="true"')
    inner = format_html('<path class="axis" d="M0 20.5H{}"/>{}', wide, bars)
    return format_html('<svg class="spark" width="{0}" height="21" viewBox="0 0 {0} 21" {1}>{2}</svg>', wide, told, inner)


def lying(name: str, rows: Sequence[Bar], title: str, what: str) -> SafeString:
    """Bars that lie under each other, each under its name and beside its number, in the order they come. "" without any."""
    if not rows:
        return SafeString("")
    most = max(row.value for row in rows) or 1
    drawn = format_html_join("", "{}", ((_lying(name, place, row, most),) for place, row in enumerate(rows)))
    told = ", ".join(f"{row.label}: {said(row.value)}{f' ({row.note})' if row.note else ''}" for row in rows)
    drawing = _svg(name, LINE * len(rows), title, f"{told}.", _patterns(name) + drawn)
    noted = any(row.note for row in rows)
    heads = (_("Naam"), what, _("Opmerking")) if noted else (_("Naam"), what)
    return _figure(drawing, title, heads, [(row.label, said(row.value), row.note)[: len(heads)] for row in rows])


def _lying(name: str, place: int, row: Bar, most: int) -> SafeString:
    top = LINE * place
    label = format_html('<text x="0" y="{}">{}</text>', top + 12, cut(row.label, LABEL))
    number = f"{said(row.value)} · {row.note}" if row.note else said(row.value)
    value = format_html('<text class="value end" x="100%" y="{}">{}</text>', top + 12, number)
    wide = max(_share(100 * row.value / most), 0.5) if row.value else 0
    bars = _filled(name, row.look, 0, top + 16, wide, THICK) if wide else SafeString("")
    return label + value + bars


def stacked(name: str, parts: Sequence[Bar], title: str, what: str) -> SafeString:
    """One bar, divided; the legend beside it names each part with its number. "" when there is nothing to divide."""
    shown = [part for part in parts if part.value]
    total = sum(part.value for part in shown)
    if not total:
        return SafeString("")
    gap = min(0.5, 20 / len(shown))
    room, begin, bars = 100 - gap * (len(shown) - 1), 0.0, SafeString("")
    least = min(1.0, room / len(shown))  # what is there can be seen
    spare = room - least * len(shown)
    for part in shown:
        wide = least + spare * part.value / total
        bars += _filled(name, part.look, _share(begin), 0, _share(wide), 24)
        begin += wide + gap
    told = ", ".join(f"{said(part.value)} {part.label}" for part in shown)
    drawing = _svg(name, 24, title, f"{told}.", _patterns(name) + bars)
    keys = format_html_join(
        "",
        '<li><svg class="key" width="14" height="14" aria-hidden="true">{}</svg> <b>{}</b> {}</li>',
        ((_filled(name, part.look, 0, 0, 100, 14), said(part.value), part.label) for part in shown),
    )
    legend = format_html('<ul class="legend">{}</ul>', keys)
    rows = [(part.label, said(part.value), _percent(part.value, total)) for part in shown]
    return _figure(drawing + legend, title, (_("Naam"), what, _("Aandeel")), rows)


# -- what they have in common ------------------------------------------------------------------------------------------
def _tall(value: int, most: int) -> int:
    """Pixels of a bar: at least one when there is anything, so that few is not none."""
    return max(1, round((HIGH - 16) * value / most)) if value else 0


def _share(number: float) -> float:
    return round(number, 2)


def _percent(value: int, total: int) -> str:
    share = 100 * value / total
    return _("minder dan 1 %") if 0 < share < 1 else f"{round(share)} %"


def _patterns(name: str) -> SafeString:
    drawn = (PATTERN.format(name=name, of=of, turned=turned, inner=inner) for of, (turned, inner) in PATTERNS.items())
    return mark_safe(f"<defs>{''.join(drawn)}</defs>")  # noqa: S308 (nothing of a reader: a name of our own)


def _filled(name: str, look: str, x: float, y: int, wide: float, high: int) -> SafeString:
    """A bar in its colour, under its pattern."""
    bar = format_html('<rect class="bar {}" x="{}%" y="{}" width="{}%" height="{}"/>', look, x, y, wide, high)
    if pattern := PATTERN_OF.get(look):
        over = '<rect fill="url(#{}-{})" x="{}%" y="{}" width="{}%" height="{}"/>'
        bar += format_html(over, name, pattern, x, y, wide, high)
    return bar


def _days_in_words(points: Sequence[tuple[date, int]], most: int) -> str:
    total = sum(value for _day, value in points)
    first, last = (date_format(points[place][0], "j F Y") for place in (0, -1))
    if not total:
        return _("Van %(first)s tot %(last)s: niets.") % {"first": first, "last": last}
    peak = next(day for day, value in points if value == most)
    return _("Van %(first)s tot %(last)s samen %(total)s keer; het meest op %(peak)s: %(most)s.") % {
        "first": first,
        "last": last,
        "total": said(total),
        "peak": date_format(peak, "j F"),
        "most": said(most),
    }


def _svg(name: str, high: int, title: str, description: str, inner: SafeString) -> SafeString:
    return format_html(
        '<svg class="graph" width="100%" height="{1}" role="img" aria-labelledby="{0}-t" aria-describedby="{0}-d">'
        '<title id="{0}-t">{2}</title><desc id="{0}-d">{3}</desc>{4}</svg>',
        name,
        high,
        title,
        description,
        inner,
    )


def _figure(drawing: SafeString, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> SafeString:
    """The drawing, and its figures for who would rather read."""
    head = format_html_join("", '<th scope="col">{}</th>', ((word,) for word in heads))
    cells = ((row[0], format_html_join("", "<td>{}</td>", ((cell,) for cell in row[1:]))) for row in rows)
    body = format_html_join("", '<tr><th scope="row">{}</th>{}</tr>', cells)
    return format_html(
        '<figure class="graph-box"><figcaption>{2}</figcaption>{0}<details class="graph-figures">'
        '<summary>{1}<span class="vh">: {2}</span></summary><table><caption>{2}</caption><thead><tr>{3}</tr></thead>'
        "<tbody>{4}</tbody></table></details></figure>",
        drawing,
        _("Toon de cijfers"),
        title,
        head,
        body,
    )
