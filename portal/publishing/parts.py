"""The rows that a publication owns, as its form posts them."""

from django.forms import BaseInlineFormSet


class PartFormSet(BaseInlineFormSet):
    """A row that somebody removed while it was being edited comes back as a new row: what was typed in it is not lost."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = self._with_lost_rows_as_new(self.data)

    def _with_lost_rows_as_new(self, data):
        try:
            saved, total = (int(data.get(f"{self.prefix}-{name}_FORMS", 0)) for name in ("INITIAL", "TOTAL"))
        except ValueError:
            return data  # the management form will say so
        pk = self.model._meta.pk.name
        known = {str(row.pk) for row in self.get_queryset()} if saved else set()
        lost = [place for place in range(min(saved, total)) if data.get(f"{self.prefix}-{place}-{pk}") not in known]
        if not lost or total > self.absolute_max:
            return data
        kept = [place for place in range(saved) if place not in lost]
        moved = {f"{self.prefix}-{old}": f"{self.prefix}-{new}" for new, old in enumerate([*kept, *lost, *range(saved, total)])}
        fresh = data.copy()
        fresh.clear()
        for name in data:
            row, _dash, field = name.rpartition("-")
            fresh.setlist(f"{moved.get(row, row)}-{field}" if row else name, data.getlist(name))
        for place in lost:
            fresh[f"{moved[f'{self.prefix}-{place}']}-{pk}"] = ""
        fresh[f"{self.prefix}-INITIAL_FORMS"] = str(len(kept))
        return fresh
