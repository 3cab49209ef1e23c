"""E-mail addresses that look like a slip of the finger: which one was probably meant. Only a question, never a refusal."""

from functools import lru_cache

OFTEN = (  # domains that people in Flemish schools have, most of them first
    *("g-o.be", "gmail.com", "hotmail.com", "outlook.com", "telenet.be", "skynet.be", "hotmail.be", "outlook.be", "live.be"),
    *("proximus.be", "icloud.com", "yahoo.com", "live.com", "scarlet.be", "googlemail.com", "katholiekonderwijs.vlaanderen"),
    *("ond.vlaanderen.be", "vlaanderen.be", "vclb-koepel.be", "ovsg.be", "kuleuven.be", "ugent.be", "uantwerpen.be"),
    *("uhasselt.be", "arteveldehs.be", "hogent.be", "thomasmore.be", "odisee.be", "howest.be", "vives.be"),
)
ALSO_RIGHT = {  # near one of these, and an address all the same
    *("hotmail.nl", "hotmail.fr", "live.nl", "live.fr", "outlook.fr", "outlook.nl", "yahoo.fr", "yahoo.nl", "yahoo.be"),
    *("mail.com", "email.com", "ymail.com", "gmx.com", "icloud.be", "telenet.eu", "proximus.com", "me.com", "mac.com"),
}
SHORT = 8  # letters: a shorter name has too many neighbours that somebody else owns
SLIPS = {"go.be": "g-o.be", "g-o.com": "g-o.be", "g_o.be": "g-o.be", "g-0.be": "g-o.be", "g-o.bee": "g-o.be", "g-obe": "g-o.be"}
ENDS = {".con": ".com", ".cmo": ".com", ".vom": ".com", ".ocm": ".com", ".bee": ".be", ".eb": ".be"}


def meant(email: str) -> str:
    """The address that was probably meant; nothing when this one looks right."""
    local, _at, domain = email.strip().rpartition("@")
    found = _meant(domain.lower().rstrip("."))
    return f"{local}@{found}" if local and found else ""


@lru_cache(maxsize=512)
def _meant(domain: str) -> str:
    if domain in OFTEN or domain in ALSO_RIGHT or len(domain) > 60:
        return ""
    if domain in SLIPS:
        return SLIPS[domain]
    for end, right in ENDS.items():
        if domain.endswith(end):
            fixed = domain.removesuffix(end) + right
            return _meant(fixed) or fixed
    near = [(steps, place, known) for place, known in enumerate(OFTEN) if (steps := _near(domain, known))]
    return min(near)[2] if near else ""


def _near(domain: str, known: str) -> int:
    """How many slips are between the two, when they are few enough for such a name; 0 when they are not near."""
    most = 2 if len(known) > SHORT else 1
    if len(known) < SHORT or abs(len(domain) - len(known)) > most or domain[:1] != known[:1]:
        return 0
    steps = slips(domain, known)
    return steps if steps <= most else 0


def slips(one: str, other: str) -> int:
    """How many letters are missing, added, changed, or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(row[-1] + 1, last[j] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
