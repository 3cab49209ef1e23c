"""Headings that their author only made to look like one: in capitals, or all in bold."""

from dataclasses import replace

from portal.documents.blocks import Block, Document, Kind, tidy
from portal.documents.readers.plain_text import is_heading

LONGEST = 100
LEVEL = 5  # below every heading that says what it is


def promote(document: Document) -> Document:
    """The document with such paragraphs as headings."""
    document.blocks = [_promoted(block, document.format) for block in document.blocks]
    return document


def _promoted(block: Block, format: str) -> Block:
    listed = block.kind is Kind.ITEM and format == "rtf"  # there, a numbered heading is an item of a list
    if not (block.kind is Kind.PARAGRAPH or listed) or not _looks_like_one(block, listed):
        return block
    runs = tidy(replace(run, bold=False, text=run.text.replace("\n", " ")) for run in block.runs)
    return replace(block, kind=Kind.HEADING, runs=runs, level=LEVEL, ordered=False)


def _looks_like_one(block: Block, listed: bool) -> bool:
    text = block.plain()
    if len(text) > LONGEST or text.endswith((".", ",", ";")) or any(run.link for run in block.runs):
        return False
    bold = all(run.bold for run in block.runs if run.text.strip())
    return bold or (is_heading(text) and not listed)
