"""A chart for docs/benchmarks: a file by itself, that is read in light and dark and by who listens.

The charts of the portal take their looks from its style sheet; a file on its own has to bring them.
"""

from html import escape

LINE, BAR, LEFT, WIDE = 26, 14, 190, 420
TITLE = "What a kept page costs, in times a bare server"
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}rect{fill:#1d6f8a}.over{fill:#b3261e}path{stroke:#777;stroke-dasharray:3 3}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}rect{fill:#6cc0d8}.over{fill:#ff8a80}}"
)


def chart(rows: list[dict], budget: float = 5) -> str:
    """The kept pages of these rows as SVG: a bar and a number each, and a line at the budget."""
    shown = [(f"{row['page']} ({row['engine']}, {row['fiches']})", row["bare"]) for row in rows if "bare" in row]
    most = max([budget, *(value for _name, value in shown)])
    high = LINE * len(shown) + 24
    told = "; ".join(f"{name}: {value:.1f}" for name, value in shown)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDE + 170}" height="{high}" role="img" aria-labelledby="t d">',
        f'<title id="t">{TITLE}</title><desc id="d">{escape(told)}. The budget is {budget:g}.</desc><style>{STYLE}</style>',
    ]
    for place, (name, value) in enumerate(shown):
        top, wide = LINE * place, round(WIDE * value / most, 1)
        look = ' class="over"' if value > budget else ""
        lines.append(f'<text x="0" y="{top + 14}">{escape(name)}</text>')
        lines.append(f'<rect{look} x="{LEFT + 90}" y="{top + 3}" width="{wide}" height="{BAR}"/>')
        lines.append(f'<text x="{LEFT + 96 + wide}" y="{top + 14}">{value:.1f}</text>')
    limit = LEFT + 90 + round(WIDE * budget / most, 1)
    lines.append(f'<path d="M{limit} 0V{high - 20}"/>')
    lines.append(f'<text x="{limit}" y="{high - 4}" text-anchor="middle">{budget:g}</text></svg>')
    return "\n".join(lines) + "\n"
