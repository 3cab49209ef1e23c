"""Blocks of a document -> the HTML of a rubriek. Only what the editor of the desk knows."""

import html
import re
from collections.abc import Callable, Iterable, Iterator

from portal.documents.blocks import Block, Kind, Run, tidy

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>“”„\"]+[^\s<>“”„\".,;:!?)’'\]]", re.IGNORECASE)


def rich_text(blocks: Iterable[Block]) -> str:
    """The blocks as HTML; lists of the same kind become one list, with levels inside each other."""
    written: list[str] = []
    items: list[Block] = []
    for block in blocks:
        if block.kind is Kind.ITEM:
            items.append(block)
            continue
        written.append(_list(items))
        items = []
        written.append(WRITERS.get(block.kind, _paragraph)(block))
    return "".join([*written, _list(items)])


def inline(runs: Iterable[Run]) -> str:
    """Words with their emphasis and links; an address in the text leads where it says."""
    return "".join(_run(run) for piece in runs for run in linked(piece))


def linked(run: Run) -> Iterator[Run]:
    """The run, with each address in it as a run with that link."""
    if run.link:
        yield run
        return
    done = 0
    for found in ADDRESS.finditer(run.text):
        address = found[0] if "://" in found[0] else f"https://{found[0]}"
        yield Run(run.text[done : found.start()], run.bold, run.italic)
        yield Run(found[0], run.bold, run.italic, address)
        done = found.end()
    yield Run(run.text[done:], run.bold, run.italic)


def _run(run: Run) -> str:
    if not run.text:
        return ""
    said = html.escape(run.text, quote=False)
    said = f"<em>{said}</em>" if run.italic else said
    said = f"<strong>{said}</strong>" if run.bold else said
    return f'<a href="{html.escape(run.link)}">{said}</a>' if run.link else said


def lines_of(block: Block) -> list[tuple[Run, ...]]:
    """The block on its lines, where its author broke them; a line that goes on in a small letter was broken only to fit."""
    lines: list[list[Run]] = [[]]
    for run in block.runs:
        for place, part in enumerate(run.text.split("\n")):
            if place and part[:1].islower():
                lines[-1].append(Run(" "))
            elif place:
                lines.append([])
            lines[-1].append(Run(part, run.bold, run.italic, run.link))
    return [runs for line in lines if (runs := tidy(line))]


def _paragraph(block: Block) -> str:
    return "".join(f"<p>{inline(line)}</p>" for line in lines_of(block))


def _heading(block: Block) -> str:
    plain = [Run(run.text.replace("\n", " "), link=run.link) for run in block.runs]
    return f"<h3>{inline(plain)}</h3>"


def _quote(block: Block) -> str:
    return f"<blockquote>{_paragraph(block)}</blockquote>"


def _table(block: Block) -> str:
    rows = []
    for number, row in enumerate(block.rows):
        tag = "th" if block.header and number == 0 else "td"
        rows.append(f"<tr>{''.join(f'<{tag}>{rich_text(cell)}</{tag}>' for cell in row)}</tr>")
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _list(items: list[Block]) -> str:
    """Items with levels; a level that is skipped is no level."""
    if not items:
        return ""
    written, at = [], 0
    while at < len(items):
        level, ordered = items[at].level, items[at].ordered
        tag = "ol" if ordered else "ul"
        entries = []
        while at < len(items) and items[at].level >= level and (items[at].level > level or items[at].ordered == ordered):
            own, at = items[at], at + 1
            deeper = at
            while deeper < len(items) and items[deeper].level > level:
                deeper += 1
            entries.append(f"<li>{_paragraph(own)}{_list(items[at:deeper])}</li>")
            at = deeper
        written.append(f"<{tag}>{''.join(entries)}</{tag}>")
    return "".join(written)


WRITERS: dict[Kind, Callable[[Block], str]] = {Kind.HEADING: _heading, Kind.QUOTE: _quote, Kind.TABLE: _table}
