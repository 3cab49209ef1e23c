"""What differs between two texts, passage by passage, in marks and in words. Pure, and bounded for every input."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.publishing.passages import BOLD, ITALIC, Passage
from portal.publishing.words import ADDED, BREAK, FOLDED, REMOVED, SAME, Effort, Mark, changes, marks, matches
from portal.text import cut

ALIKE = 0.45  # how much two passages must have in common to be shown as one that was rewritten
NEAR = 15  # passages this far from each other are not the same one rewritten
MANY = 40_000  # pairs of passages; beyond it nothing is paired
KINDS = {
    "paragraph": gettext_lazy("een alinea"),
    "heading": gettext_lazy("een tussenkop"),
    "item": gettext_lazy("een punt in een lijst"),
    "step": gettext_lazy("een genummerd punt"),
    "quote": gettext_lazy("een citaat"),
    "row": gettext_lazy("een rij van een tabel"),
}


@dataclass(frozen=True)
class Line:
    """A passage: what stayed, came and went in it, and in words what cannot be marked."""

    state: str  # same, changed, added, removed, moved (stands here now), left (stood here)
    kind: str
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(mark.text for mark in self.marks).strip()


@dataclass(frozen=True)
class Fold:
    """A stretch that stayed the same, folded away."""

    label: str
    lines: tuple[Line, ...]


def compared(old: list[Passage], new: list[Passage], effort: Effort) -> list[Line]:
    """Every passage of the new text in order, with those that went at the place where they stood."""
    runs = matches([one.text for one in old], [one.text for one in new], effort)
    found: list[Line] = []
    i = j = 0
    for x, y, length in [*runs, (len(old), len(new), 0)]:
        found += _rewritten(old[i:x], new[j:y], effort)
        found += [_line([one], [other], effort) for one, other in zip(old[x : x + length], new[y : y + length], strict=True)]
        i, j = x + length, y + length
    return _moved(found)


def one_line(old: list[Passage], new: list[Passage], effort: Effort) -> list[Line]:
    """A text of one line: what it was and what it is now stand on that line, however little they have in common."""
    return [_line(old, new, effort)] if old or new else []


# -- which passage became which ----------------------------------------------------------------------------------------
def _rewritten(old, new, effort) -> Iterator[Line]:
    groups: list[tuple[list[Passage], list[Passage]]] = []
    for group in _pairs(old, new, effort):
        if groups and _one_text(groups[-1], group, effort):
            groups[-1] = (groups[-1][0] + group[0], groups[-1][1] + group[1])
        else:
            groups.append(group)
    for one, other in groups:
        yield _line(one, other, effort)


def _pairs(old, new, effort) -> list[tuple[list[Passage], list[Passage]]]:
    """Passages in order: rewritten ones beside each other, the others alone."""
    pairs = _best_pairs(old, new, effort) if len(old) * len(new) <= MANY else []
    groups: list = []
    i = j = 0
    for x, y in [*pairs, (len(old), len(new))]:
        groups += [([one], []) for one in old[i:x]] + [([], [other]) for other in new[j:y]]
        groups += [([old[x]], [new[y]])] if (x, y) != (len(old), len(new)) else []
        i, j = x + 1, y + 1
    return groups


def _best_pairs(old, new, effort) -> list[tuple[int, int]]:
    """The pairs that have most in common together, without crossing."""
    ours, theirs = [_weights([one]) for one in old], [_weights([one]) for one in new]
    best: list[list[float]] = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    gain: dict[tuple[int, int], float] = {}
    for i in range(len(old)):
        for j in range(len(new)):
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j])
            if abs(i * len(new) - j * len(old)) <= NEAR * max(len(old), len(new)):
                if (common := _common(ours[i], theirs[j], effort)) >= ALIKE and best[i][j] + common > best[i + 1][j + 1]:
                    best[i + 1][j + 1], gain[i, j] = best[i][j] + common, common
    pairs, i, j = [], len(old), len(new)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
    return pairs[::-1]


def _weights(some: Sequence[Passage]) -> Counter:
    """The words of passages, long ones weighing more."""
    weights: Counter = Counter()
    for one in some:
        for word in one.words:
            weights[word.lstrip()] += len(word)
    return weights


def _common(ours: Counter, theirs: Counter, effort) -> float:
    """From 0 (no word in common) to 1 (the same words)."""
    all_letters = ours.total() + theirs.total()
    if not all_letters or not effort.spend(min(len(ours), len(theirs))):
        return 0.0
    return 2 * (ours & theirs).total() / all_letters


def _one_text(one, other, effort) -> bool:
    """Whether a passage that was split, or two that became one, are told better together."""
    paired, alone = (one, other) if one[0] and one[1] else (other, one)
    if not (paired[0] and paired[1]) or (alone[0] and alone[1]):
        return False
    apart = _common(_weights(paired[0]), _weights(paired[1]), effort)
    return _common(_weights(one[0] + other[0]), _weights(one[1] + other[1]), effort) > apart + 0.1


# -- one passage -------------------------------------------------------------------------------------------------------
def _line(old: list[Passage], new: list[Passage], effort: Effort) -> Line:
    """What became of a passage, or of some that were split or joined."""
    words, before = _chained(old)
    others, after = _chained(new)
    steps = list(changes(words, others, effort))
    found = marks(words, others, steps)
    kinds = [some[0].kind for some in (old, new) if len(some) == 1]
    notes = [*_notes(_markup(steps, before, after, others)), *(_other_kind(*kinds) if len({*kinds}) == 2 else [])]
    same = not notes and {mark.kind for mark in found} <= {SAME}
    state = ADDED if not old else REMOVED if not new else SAME if same else "changed"
    return Line(state, (new or old)[0].kind, found, tuple(notes))


def _markup(steps, before, after, words) -> Iterator[tuple[frozenset, frozenset, str]]:
    """(the markup that went, that came, the word) for every word of the new text; of a new word only its link is told."""
    for _i, i_end, j, j_end, same in steps:
        for place in range(j, j_end):
            yield frozenset(), frozenset(mark for mark in after[place] if mark.startswith("link:")), words[place]
        for step in range(same):
            was, now = before[i_end + step], after[j_end + step]
            yield was - now, now - was, words[j_end + step]


def _chained(some: list[Passage]) -> tuple[list[str], list[frozenset]]:
    """The words of passages one after the other, with a sign where one ends."""
    words: list[str] = []
    markup: list[frozenset] = []
    for one in some:
        words += [BREAK] * bool(words) + one.words
        markup += [frozenset()] * (len(words) - len(markup) - len(one.words)) + one.markup
    return words, markup


def _notes(changed) -> list[str]:
    """What became of the markup, a sentence for each stretch of words."""
    stretches: list[list[Any]] = []
    for gone, come, word in changed:
        if stretches and stretches[-1][:2] == [gone, come]:
            stretches[-1][2] += word
        else:
            stretches.append([gone, come, word])
    notes = [sentence for gone, come, text in stretches for sentence in _sentences(gone, come, f"“{cut(text.strip(), 60)}”")]
    return notes[:20] + [_("En zo verschilt er nog meer opmaak.")] * (len(notes) > 20)


def _sentences(gone, come, text) -> list[str]:
    said = []
    for mark, name in ((BOLD, _("in het vet")), (ITALIC, _("cursief"))):
        if mark in come:
            said.append(_("%(text)s staat nu %(how)s.") % {"text": text, "how": name})
        if mark in gone:
            said.append(_("%(text)s staat niet meer %(how)s.") % {"text": text, "how": name})
    was, now = (next((mark.removeprefix("link:") for mark in marks if mark.startswith("link:")), "") for marks in (gone, come))
    told: dict[str, Any] = {"text": text, "was": cut(was, 300), "now": cut(now, 300)}
    if was and now:
        said.append(_("De link op %(text)s gaat nu naar %(now)s, en eerst naar %(was)s.") % told)
    elif now:
        said.append(_("%(text)s is nu een link naar %(now)s.") % told)
    elif was:
        said.append(_("%(text)s is geen link meer, en was er een naar %(was)s.") % told)
    return said


def _other_kind(was: str, now: str) -> list[str]:
    return [_("Dit was %(was)s en is nu %(now)s.") % {"was": KINDS[was], "now": KINDS[now]}]


def _moved(found: list[Line]) -> list[Line]:
    """A passage that went at one place and came at another, word for word, was moved."""
    gone: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(found):
        if line.state == REMOVED and len(line.text) >= 12:
            gone[line.text].append(place)
    for place, line in enumerate(found):
        if line.state == ADDED and gone.get(line.text):
            was = gone[line.text].pop(0)
            here, there = (_("hoger"), _("lager")) if was < place else (_("lager"), _("hoger"))
            said = _("Deze tekst stond eerst %(where)s.") % {"where": here}
            found[place] = replace(line, state="moved", marks=(Mark(SAME, line.text),), notes=(said,))
            said = _("Hier stond “%(text)s”. Dat staat nu %(where)s.") % {"text": cut(line.text, 60), "where": there}
            found[was] = replace(line, state="left", marks=(), notes=(said,))
    return found


# -- what is shown of it -----------------------------------------------------------------------------------------------
LONG = 60  # words of one passage that stayed the same and are read by nobody who looks for what changed
KEPT = 15  # words beside a change that stay in sight
BRIEF = 300  # letters that are no work to read
SHOWN = 300  # passages of one text; who needs more reads both texts
LETTERS = 20_000  # of one mark


def folded(found: list[Line]) -> list[Line | Fold]:
    """The lines that differ, each with the passage before and after it; the others are folded away, none is lost."""
    differs = [place for place, line in enumerate(found) if line.state != SAME]
    if len(differs) > SHOWN:
        rest = len(differs) - SHOWN
        said = ngettext("Er verschilt nog %(count)s passage.", "Er verschillen nog %(count)s passages.", rest) % {"count": rest}
        found = [*found[: differs[SHOWN]], Line("changed", "paragraph", (), (f"{said} " + _("Lees daarvoor beide versies."),))]
    near = {place + step for place in differs for step in (-1, 0, 1)}
    shown: list[Line | Fold] = []
    hidden: list[Line] = []
    for place, line in enumerate(found):
        if place in near or line.state != SAME:
            shown += _hidden(hidden)
            hidden = []
            shown.append(replace(line, marks=tuple(_shortened(line.marks))))
        else:
            hidden.append(line)
    return shown + _hidden(hidden)


def _hidden(lines: list[Line]) -> list[Line | Fold]:
    if not lines:
        return []
    count = len(lines)
    if count == 1 and len(lines[0].text) <= BRIEF:
        return [*lines]
    label = ngettext("%(count)s gelijke passage", "%(count)s gelijke passages", count) % {"count": count}
    return [Fold(label, tuple(replace(line, marks=tuple(map(_cut, line.marks))) for line in lines[:SHOWN]))]


def _cut(mark: Mark) -> Mark:
    return mark if len(mark.text) <= LETTERS else replace(mark, text=f"{mark.text[:LETTERS]} …")


def _shortened(found: Sequence[Mark]) -> Iterator[Mark]:
    """A long run that stayed the same keeps the words beside what changed; the others are folded away."""
    for place, mark in enumerate(found):
        words = mark.text.split(" ")
        if mark.kind != SAME or len(words) <= LONG:
            yield _cut(mark)
            continue
        head = KEPT if place or len(found) == 1 else 0
        tail = KEPT if place < len(found) - 1 else 0
        if head:
            yield Mark(SAME, " ".join(words[:head]))
        yield _cut(Mark(FOLDED, " ".join(words[head : len(words) - tail])))
        if tail:
            yield Mark(SAME, " " + " ".join(words[-tail:]))
