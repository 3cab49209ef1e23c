"""The style sheet that leaves out the fields of the other kinds of source, as it follows from the table of kinds."""

from fiches.citations.kinds import ALWAYS, DATED, KINDS, PEOPLE, PLAIN

FIELDS = [name for name in (*PEOPLE, *DATED, *PLAIN) if name not in ALWAYS]
HEAD = """\
/* The form of a source: only the fields that the chosen kind has, without a script. A field with something in it, or with
   a fault, always stays. Older browsers show every field. A test holds this file to the table in fiches/citations/kinds.py. */
.for-kind { display: none; }
@supports selector(:has(*)) {
"""
EMPTY = ":not(.errors, :has(:is(input, textarea):not(:placeholder-shown)))"


def stylesheet() -> str:
    lines = []
    for name in FIELDS:
        without = ", ".join(f'[value="{key}"]' for key, kind in KINDS.items() if name not in kind.fields)
        chosen = f"#source_form:has(#id_type option:is({without}):checked)"
        lines.append(f"  {chosen}\n    .by-kind .form-row.field-{name}{EMPTY} {{ display: none; }}\n")
    for key in KINDS:
        chosen = f'#source_form:has(#id_type option[value="{key}"]:checked)'
        lines.append(f'  {chosen} .for-kind[data-kind="{key}"] {{ display: inline; }}\n')
    return HEAD + "".join(lines) + "}\n"
