"""Lists of sources, broken at random: every one is read, or refused in a sentence; what is read can be kept."""

import random
import time

import pytest

from fiches.citations.entries import MOST_ENTRIES, EntriesRefused, decoded, entries
from fiches.citations.exchange import FORMATS
from fiches.citations.fields import clean
from tests.fiches.citations.test_exchange import LISTED

pytestmark = pytest.mark.proof
SECONDS = 60  # for each kind of list
SIGNS = "{}[]()\"'@,=\\#~%&\n\r\t\x00\u2028é学"
PIECES = [*SIGNS, "@book{", "TY  - ", "ER  - ", "10.1000/", "crossref={bron-1}", "\\'e", "{{", "}}"]


def broken(data: bytes, dice: random.Random) -> bytes:
    """The file with some bits, pieces or stretches changed."""
    data = bytearray(data)
    for _change in range(dice.randint(1, 12)):
        place, what = dice.randrange(len(data) + 1), dice.randrange(4)
        if what == 0 and place < len(data):
            data[place] ^= 1 << dice.randrange(8)
        elif what == 1:
            del data[place : place + dice.randint(1, 200)]
        elif what == 2:
            data[place:place] = dice.choice(PIECES).encode()
        else:
            data[place:place] = data[dice.randrange(len(data) + 1) :][: dice.randint(1, 300)]
        if not data:
            break
    return bytes(data)


@pytest.mark.parametrize("style", FORMATS)
def test_a_broken_list_is_read_or_refused_in_a_sentence(style):
    dice = random.Random(style)
    until, tried = time.monotonic() + SECONDS, 0
    texts = [f"{source.csl.get('title')}, {number} (2019). Woord. Uitgever.\n\n" for number, source in enumerate(LISTED)]
    whole = "".join(texts) if style == "txt" else FORMATS[style].write(dice.sample(LISTED, 8))
    while time.monotonic() < until:
        tried += 1
        try:
            found = entries(decoded(broken(whole.encode(), dice)))
        except EntriesRefused as refusal:
            assert str(refusal).endswith(".")
            continue
        assert 0 < len(found) <= MOST_ENTRIES
        for entry in found:
            assert bool(entry.csl) + bool(entry.doi) + bool(entry.fault) == 1, entry
            assert entry.csl is None or clean(entry.csl)
    assert tried > 20
