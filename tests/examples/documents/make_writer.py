"""The Writer examples: their text as flat OpenDocument, which LibreOffice turns into the files in this folder.

python3 tests/examples/documents/make_writer.py      (LibreOffice on the PATH)
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in [
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style")),
        *(("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("dc", "dc")),
    ]
)
STYLES = """
<office:styles>
 <style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.25cm" fo:hyphenation-ladder-count="no-limit"/>
  <style:text-properties style:font-name="Liberation Serif" fo:font-size="11pt" fo:language="nl" fo:country="BE" fo:hyphenate="true"
   fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:default-style>
 <style:style style:name="Standard" style:family="paragraph"/>
 <style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard" style:class="chapter">
  <style:text-properties fo:font-size="24pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard"
  style:default-outline-level="1"><style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Standard"
  style:default-outline-level="2"><style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Hanging" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:margin-left="1.27cm" fo:text-indent="-1.27cm"/></style:style>
 <style:style style:name="Header" style:family="paragraph" style:parent-style-name="Standard"/>
 <text:list-style style:name="Dots"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties
  text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab"
  fo:text-indent="-0.6cm" fo:margin-left="1.2cm"/></style:list-level-properties></text:list-level-style-bullet>
  <text:list-level-style-bullet text:level="2" text:bullet-char="–"><style:list-level-properties
  text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab"
  fo:text-indent="-0.6cm" fo:margin-left="1.8cm"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>
 <text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">
  <style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment
  text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="1.2cm"/></style:list-level-properties>
  </text:list-level-style-number></text:list-style>
</office:styles>
<office:automatic-styles>
 <style:style style:name="b" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
 <style:style style:name="i" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
 <style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/>
 </style:style>
 <style:style style:name="justified" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties
  fo:text-align="justify"/></style:style>
 <style:style style:name="two" style:family="section"><style:section-properties text:dont-balance-text-columns="false"><style:columns
  fo:column-count="2" fo:column-gap="1cm"><style:column style:rel-width="1*"/><style:column style:rel-width="1*"/></style:columns>
  </style:section-properties></style:style>
 <style:style style:name="frame" style:family="graphic"><style:graphic-properties fo:border="0.5pt solid #000000" style:wrap="none"
  style:vertical-pos="from-top" style:vertical-rel="paragraph"/></style:style>
 <style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/>
  <style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.4cm"/></style:header-style>
  <style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.4cm"/></style:footer-style>
 </style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">{heads}</style:master-page>
</office:master-styles>"""
HEADS = """<style:header><text:p text:style-name="Header">{0}</text:p></style:header><style:footer><text:p text:style-name="Header">Pagina
 <text:page-number/> van <text:page-count/></text:p></style:footer>"""


def inline(text: str) -> str:
    """*italic*, **bold**, [words](address), {footnote} and a newline as XML."""
    text = escape(text)
    text = re.sub(
        r"\[([^\]]+)\]\(([^)]+)\)", r'<text:a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="\2">\1</text:a>', text
    )
    text = re.sub(r"\*\*(.+?)\*\*", r'<text:span text:style-name="b">\1</text:span>', text)
    text = re.sub(r"\*(.+?)\*", r'<text:span text:style-name="i">\1</text:span>', text)
    note = r'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>\1</text:p></text:note-body></text:note>'
    return re.sub(r"\{([^}]+)\}", note, text).replace("\n", "<text:line-break/>")


def table(rows: list[list[str]]) -> str:
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell table:style-name="cell">{body(cell)}</table:table-cell>' for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    return (
        f'<table:table table:name="T"><table:table-column table:number-columns-repeated="{len(rows[0])}"/>{cells}</table:table>'
    )


def items(lines: list[str], style: str) -> str:
    """Lines of a list; those that begin with > stand one deeper."""
    parts: list[str] = []
    for line in lines:
        if line.startswith("> "):
            parts[-1] += f"<text:list><text:list-item><text:p>{inline(line[2:])}</text:p></text:list-item></text:list>"
        else:
            parts.append(f"<text:p>{inline(line)}</text:p>")
    return f'<text:list text:style-name="{style}">{"".join(f"<text:list-item>{part}</text:list-item>" for part in parts)}</text:list>'


def body(source: str | list, justified: bool = False) -> str:
    """Lines as in Markdown, and lists of lists as tables."""
    if isinstance(source, list):
        return "".join(table(part) if isinstance(part, list) else body(part, justified) for part in source)
    parts = []
    for chunk in source.strip().split("\n\n"):
        lines = chunk.split("\n")
        if chunk.startswith("# "):
            parts.append(f'<text:p text:style-name="Title">{inline(chunk[2:])}</text:p>')
        elif found := re.match(r"(#{2,3}) ", chunk):
            level = len(found[1]) - 1
            parts.append(
                f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{inline(chunk[level + 2 :])}</text:h>'
            )
        elif chunk.startswith("- "):
            parts.append(items([line.removeprefix("- ") for line in lines], "Dots"))
        elif chunk.startswith("1. "):
            parts.append(items([re.sub(r"^\d+\. ", "", line) for line in lines], "Numbers"))
        elif chunk.startswith("~ "):
            parts.append(f'<text:p text:style-name="Hanging">{inline(" ".join(lines)[2:])}</text:p>')
        elif chunk.startswith("[[frame]] "):
            box = f'<draw:frame draw:style-name="frame" svg:width="8cm" text:anchor-type="paragraph"><draw:text-box fo:min-height="1cm">{body(chunk[10:])}</draw:text-box></draw:frame>'
            parts.append(f"<text:p>{box}</text:p>")
        else:
            style = ' text:style-name="justified"' if justified else ""
            parts.append(f"<text:p{style}>{inline(chunk)}</text:p>")
    return "".join(parts)


def flat(source: str | list, head: str = "", justified: bool = False, columns: bool = False) -> str:
    heads = HEADS.format(escape(head)) if head else ""
    text = body(source, justified)
    if columns:
        title, _end, rest = text.partition("</text:p>")
        text = f'{title}</text:p><text:section text:style-name="two" text:name="S">{rest}</text:section>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{STYLES.replace("{heads}", heads)}'
        f"<office:body><office:text>{text}</office:text></office:body></office:document>"
    )


def convert(source: Path, to: str, folder: Path) -> None:
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        to,
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, str(source)], check=True, capture_output=True)


def main() -> None:
    sys.path.insert(0, str(HERE))
    from texts import WRITER

    with tempfile.TemporaryDirectory() as box:
        for name, (source, how, formats) in WRITER.items():
            file = Path(box) / f"{name}.fodt"
            file.write_text(flat(source, **how), encoding="utf-8")
            for to in formats:
                convert(file, to, Path(box))
                made = Path(box) / f"{name}.{to.partition(':')[0]}"
                (HERE / made.name).write_bytes(made.read_bytes())
                print(made.name, made.stat().st_size)


if __name__ == "__main__":
    main()
