"""The public pages are drawn by Jinja2, and say what Django's templates said; what somebody typed never becomes HTML."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from portal.catalogue.models import Record
from portal.taxonomy.models import Theme
from portal.website.views import errors
from tests.factories import NOON, FicheFactory, PageFactory, ResourceFactory, SourceFactory
from tests.factories.days import BlockFactory, DayFactory, PersonFactory, SessionFactory

NASTY = 'Los <script>alert("1")</script> & los'
SUMMER, WINTER = (dt.datetime(2026, 10, 25, hour, 30, tzinfo=dt.UTC) for hour in (0, 1))  # both are half past two here
DAYS = ["j F Y", "l j F Y", "j F", "F Y", "l", "Y-m-d", "Y-m"]
HOURS = ["G.i", "H:i", "c"]
MOMENTS = [SUMMER, WINTER, NOON.astimezone(ZoneInfo("America/New_York")), None, ""]


def drawn(name: str, template: str, value) -> str:
    return engines[name].from_string(template).render({"value": value})


@pytest.mark.parametrize(
    ("moment", "form"),
    [*((dt.date(2026, 3, 1), form) for form in DAYS), *((moment, form) for moment in MOMENTS for form in DAYS + HOURS)],
)
def test_a_date_is_worded_as_django_words_it(moment, form):
    ours = drawn("jinja2", "{{ value|date('%s') }}" % form, moment)  # noqa: UP031 (braces are the template's)
    assert ours == drawn("django", '{{ value|date:"%s" }}' % form, moment)  # noqa: UP031


def test_two_moments_that_the_clock_of_here_calls_the_same_are_told_apart():
    said = [drawn("jinja2", "{{ value|date('c') }}", moment) for moment in (SUMMER, WINTER, SUMMER)]
    assert said == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+02:00"]


@pytest.mark.parametrize(
    ("ours", "django"),
    [
        ("value", "value"),
        ("value|capfirst", "value|capfirst"),
        ("value|truncatechars(10)", "value|truncatechars:10"),
        ("value|urlencode('')", 'value|urlencode:""'),
        ("value|linebreaks", "value|linebreaks"),
        ("value|safe", "value|safe"),
        ("value or 'niets'", 'value|default:"niets"'),
        ("value|join(', ')", 'value|join:", "'),
        ("value|length", "value|length"),
        ("value.missing.deeper", "value.missing.deeper"),
    ],
)
@pytest.mark.parametrize(
    "value",
    ["", "één & <b>twee</b>", "regel\n\nen nog één", 'a "b" c/d?e=f', mark_safe("<b>vet</b>"), "e\u0301" * 12, "x" * 20],
)
def test_a_filter_says_what_django_says(ours, django, value):
    said, wanted = (drawn(*asked, value) for asked in (("jinja2", f"{{{{ {ours} }}}}"), ("django", f"{{{{ {django} }}}}")))
    assert said.replace("&#34;", "&quot;") == wanted


@pytest.mark.parametrize("number", [0, 7, 1234, 1234567])
def test_a_whole_number_is_printed_as_django_prints_it(number):
    assert drawn("jinja2", "{{ value }}", number) == drawn("django", "{{ value }}", number) == str(number)


def test_a_card_is_asked_for_what_it_says_and_never_for_what_a_dict_can_do():
    card = {"values": ["een"], "venue": None}
    assert drawn("jinja2", "{{ value.values[0] }}", card) == "een"
    assert drawn("jinja2", "[{{ value.items }}{{ value.venue.city }}{{ value.none.at.all }}]", card) == "[]"


def test_rows_that_say_the_same_stay_in_their_order():
    rows = [{"on": 2, "n": 1}, {"on": 1, "n": 2}, {"on": 1, "n": 3}, {"on": 2, "n": 4}, {"n": 5}]
    template = "{% for on, same in value|runs('on') %}{{ on }}:{% for row in same %}{{ row.n }}{% endfor %} {% endfor %}"
    assert drawn("jinja2", template, rows) == "2:1 1:23 2:4 None:5 "


@pytest.fixture
def nasty_site(db):
    """Something of each kind whose name is a script; the address of every page and part that names it."""
    theme = Theme.objects.get(slug="geinformeerde-praktijken")
    theme.name = NASTY[:60]
    theme.save()
    source = SourceFactory(
        csl={"type": "book", "title": NASTY, "author": [{"family": "Auteur"}], "issued": {"date-parts": [[2017]]}}
    )
    resources = [ResourceFactory(title=NASTY, slug="los", description=NASTY, how=NASTY, series=NASTY[:60], position=1)]
    fiche = FicheFactory(
        title=NASTY, standfirst=NASTY, points=[NASTY], tags=[NASTY[:60]], resources=resources, sources=[source], published=True
    )
    page = PageFactory(title=NASTY, lead=NASTY, published=True)
    day = DayFactory(title=NASTY, subtitle=NASTY, summary=NASTY, materials=resources, tags=[NASTY[:60]], published=True)
    people = [PersonFactory(name=NASTY, bio=NASTY, consent_on=NOON.date())]
    session = SessionFactory(
        day=day,
        block=BlockFactory(day=day, title=NASTY),
        title=NASTY,
        people=people,
        fiches=[fiche],
        takeaways=[NASTY],
        published=True,
    )
    gone = FicheFactory(title=NASTY, published=True)  # its page says what stood there
    Record.objects.filter(url=gone.get_absolute_url()).update(withdrawn_at=NOON)
    things = [fiche, resources[0], source, theme, page, day, session, people[0], gone]
    lists = ["/", "/fiches/", "/materialen/", "/bronnen/", "/themas/", "/studiedagen/", "/sprekers/"]
    asked = ["/zoeken/?q=los", "/zoeken/suggesties/?q=los", f"/fiches/?q={NASTY}", "/zoeken/?q=<script>alert(1)</script>"]
    return [*(thing.get_absolute_url() for thing in things), *lists, *asked]


def test_what_somebody_typed_is_text_on_every_kind_of_page(visitor, nasty_site):
    texts = {url: visitor.get(url).content.decode() for url in nasty_site}
    assert [url for url, text in texts.items() if "<script>alert" in text] == []
    assert [url for url, text in texts.items() if "&lt;script&gt;" not in text] == []


def test_what_goes_wrong_is_said_without_a_request_too(db):
    request = RequestFactory().get("/fout/")
    for answer, status in ((errors.bad_request, 400), (errors.busy, 503), (errors.server_error, 500)):
        response = answer(request)
        assert (response.status_code, f"Foutcode {status}" in response.content.decode()) == (status, True)
