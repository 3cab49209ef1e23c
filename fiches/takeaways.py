"""What a reader can take along from a fiche: the files, what they are called, and which are offered."""

from dataclasses import dataclass

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Takeaway:
    """A file of a fiche; `name` is the end of its address, `file` how it is called on the disk of whoever takes it."""

    name: str
    label: str
    hint: str
    type: str
    file: str = "fiche-{slug}"
    asks: bool = False  # only when there are questions for a team

    def file_name(self, slug: str) -> str:
        return f"{self.file.format(slug=slug[:100])}.{self.name.rpartition('.')[2]}"


TAKEAWAYS = {
    one.name: one
    for one in (
        Takeaway("fiche.pdf", "Pdf op A4", "om af te drukken en uit te delen", "application/pdf"),
        Takeaway(
            "teamvergadering.pdf",
            "Pdf voor de teamvergadering",
            "met de gespreksvragen en plaats om te schrijven",
            "application/pdf",
            file="teamvergadering-{slug}",
            asks=True,
        ),
        Takeaway("fiche.pptx", "Dia’s", "PowerPoint, om te tonen en aan te passen", PPTX),
        Takeaway("fiche.docx", "Word", "om in te werken", DOCX),
        Takeaway("fiche.md", "Markdown", "platte tekst met opmaaktekens", "text/markdown; charset=utf-8"),
    )
}


def offered(folder: str, questions: list) -> list[dict]:
    """The files that a page offers, with their addresses in this folder."""
    return [
        {"url": f"{folder}{one.name}", "label": one.label, "hint": one.hint, "type": one.type.partition(";")[0]}
        for one in TAKEAWAYS.values()
        if questions or not one.asks
    ]
