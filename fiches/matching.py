"""Looking for the sources that loose citations may mean, among all sources that there are. One query, however many citations."""

from collections.abc import Iterable

from django.db.models import F, Q
from django.utils.text import slugify

from fiches.citations.candidates import Known, best, names_in, year_in
from fiches.citations.marks import parts_of
from fiches.models import Source

MOST_ASKED = 20  # a text with more loose citations than this is helped in rounds


def candidates(labels: Iterable[str]) -> dict[str, list[dict]]:
    """For each loose citation the sources that it may mean, the likeliest first: pk, title, intext and narrative."""
    asked = list(dict.fromkeys(labels))[:MOST_ASKED]
    wanted = Q()
    for label in asked:
        author, date = parts_of(label)
        for name in names_in(author):
            if len(slug := slugify(name)) > 1:
                wanted |= Q(slug__contains=slug)  # letters without accents or capitals: alike on every database
        if year := year_in(date):
            wanted |= Q(intext_nl__contains=year)
    if not wanted:
        return {}
    fields = {"pk": F("pk"), "intext": F("intext_nl"), "narrative": F("narrative_nl")}
    rows = {row["pk"]: row for row in Source.objects.current().filter(wanted).values("title", **fields)}
    known = [Known(pk, row["intext"]) for pk, row in rows.items()]
    return {label: [rows[source.id] for source in best(label, known)] for label in asked}
