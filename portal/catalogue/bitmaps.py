"""The public records as bitmaps: the record with number n is bit n. Narrowing and counting are then a matter of bits.

Which records are of a kind, have a value and stand where in an order is read once per Edition, in each process."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from operator import or_

from portal.catalogue.held import PerEdition
from portal.catalogue.models import Facet, Record

SORTS = {"herzien": ("-updated_at", "-pk"), "titel": ("sort_title", "pk")}


def of(numbers: Iterable[int]) -> int:
    """The bitmap of these numbers."""
    rows = list(numbers)
    bits = bytearray(max(rows, default=0) // 8 + 1)
    for number in rows:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def union(every: Iterable[int]) -> int:
    """All that is in any of these bitmaps."""
    return reduce(or_, every, 0)


def numbers_of(bits: int) -> list[int]:
    """The numbers in a bitmap, in order."""
    octets = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    return [place * 8 + bit for place, octet in enumerate(octets) if octet for bit in _BITS[octet]]


_BITS = [[bit for bit in range(8) if octet >> bit & 1] for octet in range(256)]


def test(bits: int) -> Callable[[int], int]:
    """A function that tells of a number whether it is in a bitmap."""
    octets = bits.to_bytes(bits.bit_length() // 8 + 1, "little")
    most = len(octets) * 8
    return lambda number: octets[number >> 3] >> (number & 7) & 1 if number < most else 0


@dataclass
class Bitmaps:
    """Which public records are of a kind, and which have a value of a facet."""

    public: int
    kinds: dict[str, int]
    values: dict[int, int]
    _orders: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _counted: dict[tuple[int, tuple[str, ...]], dict[int, int]] = field(default_factory=dict)

    def having(self, chosen: dict[str, list[int]]) -> int:
        """The records with what was chosen, {field: [ids of Value]}: OR within a field, AND between fields."""
        found = self.public
        for ids in chosen.values():
            found &= union(self.values.get(value, 0) for value in ids)
        return found

    def counts(self, among: int, chosen: dict[str, list[int]], fields: dict[str, Iterable[int]]) -> dict[int, int]:
        """{value: how many of `among` have it}, for each field as if nothing were chosen in that field. `fields` holds the
        values of each."""
        whole = (among, (*fields,)) if not chosen and among in self.kinds.values() else None
        if whole in self._counted:
            return self._counted[whole]
        counted, free = {}, among & self.having(chosen)
        for name, values in fields.items():
            mine = among & self.having({other: ids for other, ids in chosen.items() if other != name}) if name in chosen else free
            for value in values:
                if many := (mine & self.values.get(value, 0)).bit_count():
                    counted[value] = many
        if whole:
            self._counted[whole] = counted
        return counted

    def in_order(self, sort: str, found: int, start: int, size: int) -> list[int]:
        """The numbers of one page of the found records, in this order (a key of SORTS)."""
        kind = next((kind for kind, whole in self.kinds.items() if whole == found), "")
        order = self._order(sort, kind)
        return order[start : start + size] if kind else list(islice(filter(test(found), order), start, start + size))

    def _order(self, sort: str, kind: str = "") -> list[int]:
        """All records in this order, or all of a kind: the list that most people read is cut from it."""
        if (sort, kind) not in self._orders:
            if kind:
                self._orders[sort, kind] = list(filter(test(self.kinds[kind]), self._order(sort)))
            else:
                self._orders[sort, kind] = list(Record.objects.public().order_by(*SORTS[sort]).values_list("pk", flat=True))
        return self._orders[sort, kind]


@PerEdition
def bitmaps() -> Bitmaps:
    """Those of this Edition. Two queries when it is the first time; then none."""
    kinds: dict[str, list[int]] = {}
    for number, kind in Record.objects.public().values_list("pk", "kind"):
        kinds.setdefault(kind, []).append(number)
    by_kind = {kind: of(numbers) for kind, numbers in kinds.items()}
    public = union(by_kind.values())
    length = public.bit_length() // 8 + 1
    values: dict[int, bytearray] = {}
    for value, number in Facet.objects.values_list("value", "record").iterator(chunk_size=10_000):
        bits = values.get(value)
        if bits is None:
            bits = values[value] = bytearray(length)
        if number >> 3 < length:
            bits[number >> 3] |= 1 << (number & 7)
    return Bitmaps(public, by_kind, {value: int.from_bytes(bits, "little") for value, bits in values.items()})
