"""Charts say in words and figures what they draw, whatever the numbers."""

import datetime as dt
import re
import xml.etree.ElementTree as xml

import pytest

from portal.charts import HIGH, Bar, lying, over_days, spark, stacked

DAY = dt.date(2026, 11, 2)
HUGE = 10**15
NASTY = '<script>alert("x")</script> & “woord”'
INLINE = re.compile(r"\sstyle=|<script|\son\w+=", re.IGNORECASE)


def days(*values):
    return [(DAY + dt.timedelta(days=place), value) for place, value in enumerate(values)]


def parsed(chart) -> xml.Element:
    """The chart as a browser reads it: well formed, without anything inline."""
    assert INLINE.search(chart) is None
    return xml.fromstring(f"<div>{chart}</div>")


def drawing(chart) -> xml.Element:
    return parsed(chart).find("figure/svg")


def figures(chart) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in parsed(chart).findall("figure/details/table/tbody/tr")]


def wide(chart) -> list[float]:
    """The widths of the bars, in shares of the whole; a pattern over a bar is no bar."""
    return [float(bar.get("width").rstrip("%")) for bar in drawing(chart).iter("rect") if "bar" in bar.get("class", "")]


def every_chart(*values):
    names = [Bar(f"naam {place}", value) for place, value in enumerate(values)]
    return [
        over_days("dagen", days(*values), "Gelezen", "Keer"),
        lying("termen", names, "Gezocht", "Keer"),
        stacked("links", names, "Links", "Aantal"),
    ]


# -- what all of them have ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("values", [[7], [0, 3], [1, 2, 3, 4, 5], [HUGE, 1, 0], list(range(400))], ids=len)
def test_a_chart_has_a_name_a_description_and_a_table_of_the_same_figures(values):
    for chart in every_chart(*values):
        svg = drawing(chart)
        known = {part.get("id"): "".join(part.itertext()) for part in svg if part.get("id")}
        assert svg.get("role") == "img"
        assert known[svg.get("aria-labelledby")] in ("Gelezen", "Gezocht", "Links")
        assert known[svg.get("aria-describedby")].endswith(".")
        said = [f"{value:,}".replace(",", ".") for value in values]
        shown = [row[1] for row in figures(chart)]
        assert shown == said or shown == [number for number in said if number != "0"]  # nothing has no part of a whole


@pytest.mark.parametrize("values", [[7], [0, 3], [1, 2, 3], [HUGE, 1, 0], [HUGE] * 3, list(range(400))], ids=len)
def test_no_bar_leaves_its_chart_and_what_is_there_can_be_seen(values):
    upright, lain, divided = every_chart(*values)
    tall = [int(bar.get("height")) for bar in drawing(upright).iter("rect")]
    assert len(tall) == sum(value > 0 for value in values)
    assert all(1 <= height <= HIGH - 16 for height in tall)
    assert all(0 < width <= 100 for width in [*wide(lain), *wide(divided)])
    assert sum(wide(divided)) <= 100.5


def test_without_numbers_there_is_nothing_to_draw():
    assert [over_days("a", [], "", ""), lying("b", [], "", ""), stacked("c", [], "", ""), spark([])] == [""] * 4
    assert [stacked("c", [Bar("niets", 0)], "", ""), spark([0, 0])] == [""] * 2


def test_days_of_nothing_are_told_as_nothing():
    chart = over_days("dagen", days(0, 0, 0), "Gelezen", "Keer")
    assert drawing(chart).find("desc").text == "Van 2 november 2026 tot 4 november 2026: niets."
    assert list(drawing(chart).iter("rect")) == []


def test_what_readers_typed_stays_text():
    for chart in (
        lying("termen", [Bar(NASTY, 3, NASTY)], NASTY, NASTY),
        stacked("links", [Bar(NASTY, 3, look="dead")], NASTY, NASTY),
        over_days("dagen", days(1), NASTY, NASTY),
    ):
        assert "<script" not in chart
        assert NASTY in "".join(parsed(chart).itertext())
    assert NASTY in xml.fromstring(spark([1], NASTY)).get("aria-label")


# -- each of them ------------------------------------------------------------------------------------------------------
def test_days_say_how_often_in_all_and_when_most():
    chart = over_days("dagen", days(3, 1200, 5), "Gelezen", "Keer")
    said = "Van 2 november 2026 tot 4 november 2026 samen 1.208 keer; het meest op 3 november: 1.200."
    assert drawing(chart).find("desc").text == said
    assert [bar.find("title").text for bar in drawing(chart).iter("rect")] == [
        "2 november: 3",
        "3 november: 1.200",
        "4 november: 5",
    ]


def test_a_long_name_is_cut_in_the_drawing_and_whole_in_the_table():
    name = "hoe je met een heel team aan een heel lange vraag begint"
    chart = lying("termen", [Bar(name, 3, "geen resultaat")], "Gezocht", "Keer")
    assert [text.text for text in drawing(chart).iter("text")] == ["hoe je met een heel team aan een…", "3 · geen resultaat"]
    assert figures(chart) == [[name, "3", "geen resultaat"]]


def test_parts_of_a_whole_are_told_by_words_and_patterns_not_by_colour_alone():
    parts = [Bar("werkt", 90, look="fine"), Bar("verhuisd", 9, look="moved"), Bar("stuk", 1, look="dead"), Bar("niets", 0)]
    chart = stacked("links", parts, "100 links", "Links")
    legend = ["".join(line.itertext()).strip() for line in parsed(chart).findall("figure/ul/li")]
    assert legend == ["90 werkt", "9 verhuisd", "1 stuk"]
    over = [bar.get("fill") for bar in drawing(chart).iter("rect") if bar.get("fill")]
    assert over == ["url(#links-stripes)", "url(#links-cross)"]
    assert figures(chart) == [["werkt", "90", "90 %"], ["verhuisd", "9", "9 %"], ["stuk", "1", "1 %"]]
    assert figures(stacked("a", [Bar("veel", 999), Bar("één", 1)], "", ""))[1] == ["één", "1", "minder dan 1 %"]


def test_a_spark_beside_its_number_is_silent_and_alone_it_speaks():
    silent, speaking = xml.fromstring(spark([0, 1, 50])), xml.fromstring(spark([0, 1, 50], "Gelezen per dag"))
    assert (silent.get("aria-hidden"), silent.get("role")) == ("true", None)
    assert (speaking.get("role"), speaking.get("aria-label")) == ("img", "Gelezen per dag")
    assert [int(bar.get("height")) for bar in silent.iter("rect")] == [1, 20]
