"""Invented Dutch to measure with: many words of which few are frequent, as in real texts, and texts that have a subject.

The same dice give the same words. What it says means nothing.
"""

import itertools
import random

from portal.catalogue.dutch import PARTS, VERBS

FREQUENT = (
    "leerling leraar school team klas les vraag antwoord onderzoek praktijk keuze doel stap taal lezen schrijven rekenen toets"
    " feedback gesprek motivatie inzicht kennis vaardigheid observatie data beleid plan overleg tijd rust routine steun verschil"
    " groei voorbeeld samen duidelijk gericht haalbaar onderbouwd concreet helder waardevol regelmatig bewust"
).split()
LITTLE = (
    "de het een van en in op voor met die dat is zijn aan bij om als ook niet wat je door naar over uit dan maar er te".split()
)
FIRST = "An Bart Cas Dina Els Fons Griet Hugo Ines Jef Karim Lien Mo Noor Omar Piet Roos Sam Tine Uma Veerle Wout Yasmin Zoë"
LAST = (
    "Aerts Baert Claes Dams Engels Franck Goris Hens Ilsen Jorens Kums Leys Maes Nijs Oste Put Raes Smets Thys Vos Wuyts Ysewyn"
)
COMPOUNDS = 20_000
SUBJECT = 25  # words that a text comes back to
SHARE_OF_SUBJECT = 0.35
LITTLE_SHARE = 0.45
FLATTENED = 6.0  # Zipf's law, a little flatter at the very top


def vocabulary() -> list[str]:
    """More than twenty thousand different words, the most frequent first: always the same."""
    dice = random.Random(20)  # noqa: S311 (measuring, not secrets)
    parts = sorted(part for part in PARTS - VERBS if len(part) > 3 and part.isalpha())
    dice.shuffle(parts)
    verbs = [verb + "en" for verb in sorted(VERBS) if verb[-1] in "kptrlnd" and verb[-2] not in "aeiou"]
    names = [*FIRST.split(), *LAST.split()]
    compounds = dict.fromkeys(_compound(dice, parts) for _turn in range(2 * COMPOUNDS))
    rest = [*parts, *verbs, *names, *itertools.islice(compounds, COMPOUNDS)]
    known = len(parts)
    mixed = sorted(range(len(rest)), key=lambda place: place * (0.3 + dice.random()) + (0 if place < known else known / 2))
    return list(dict.fromkeys([*FREQUENT, *(rest[place] for place in mixed)]))


def _compound(dice: random.Random, parts: list[str]) -> str:
    """Two words as one, with an s between them when Dutch would have it."""
    first, last = dice.choice(parts[:600]), dice.choice(parts[:600])
    link = "s" if first.endswith(("ing", "heid", "schap", "teit")) else ""
    return first + link + last


class Writer:
    """Writes titles, sentences and paragraphs with these dice."""

    def __init__(self, dice: random.Random):
        self.dice, self.words = dice, vocabulary()
        self._weights = list(itertools.accumulate(1 / (rank + FLATTENED) for rank in range(1, len(self.words) + 1)))
        self.subject: list[str] = []
        self.begin()

    def begin(self) -> None:
        """A new text: it has a subject of its own."""
        self.subject = self._drawn(SUBJECT)

    def _drawn(self, many: int) -> list[str]:
        return self.dice.choices(self.words, cum_weights=self._weights, k=many)

    def name(self) -> str:
        """Somebody who does not exist."""
        return f"{self.dice.choice(FIRST.split())} {self.dice.choice(LAST.split())}"

    def title(self) -> str:
        """Three to six words, most of them about the subject."""
        many = self.dice.randint(3, 6)
        words = [self.dice.choice(self.subject) for _turn in range(many)]
        if many > 3:
            words[1] = self.dice.choice(LITTLE)
        return " ".join(words).capitalize()

    def sentence(self, length: int = 12) -> str:
        """A sentence of about so many words, nearly half of them little ones."""
        told = iter(self._drawn(length))
        words = [self._word(next(told)) for _turn in range(length)]
        return " ".join(words).capitalize() + "."

    def _word(self, drawn: str) -> str:
        chance = self.dice.random()
        if chance < LITTLE_SHARE:
            return self.dice.choice(LITTLE)
        return self.dice.choice(self.subject) if self.dice.random() < SHARE_OF_SUBJECT else drawn

    def paragraph(self, sentences: int = 5) -> str:
        """A paragraph as HTML."""
        return "<p>" + " ".join(self.sentence(self.dice.randint(7, 17)) for _turn in range(sentences)) + "</p>"
