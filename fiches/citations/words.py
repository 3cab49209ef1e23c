"""The words that a reference says in Dutch where the style or its locale leaves English, and what stands between brackets."""

TERMS = {  # name in CSL: one, more (the same word when there is no more)
    "article-locator": ("artikel", "artikelen"),
    "broadcast": ("uitzending",),
    "chair": ("voorzitter", "voorzitters"),
    "chapter-number": ("hoofdstuk", "hoofdstukken"),
    "compiler": ("samensteller", "samenstellers"),
    "dataset": ("dataset",),
    "executive-producer": ("uitvoerend producent", "uitvoerend producenten"),
    "graphic": ("afbeelding",),
    "guest": ("gast", "gasten"),
    "host": ("presentator", "presentatoren"),
    "illustrator": ("illustrator", "illustratoren"),
    "interview": ("interview",),
    "manuscript": ("ongepubliceerd manuscript",),
    "map": ("kaart",),
    "motion_picture": ("video",),
    "narrator": ("verteller", "vertellers"),
    "organizer": ("organisator", "organisatoren"),
    "performer": ("uitvoerder", "uitvoerders"),
    "post": ("bericht",),
    "producer": ("producent", "producenten"),
    "review": ("recensie",),
    "review-book": ("boekrecensie",),
    "review-of": ("recensie van",),
    "script-writer": ("schrijver", "schrijvers"),
    "series-creator": ("maker", "makers"),
    "software": ("software",),
    "song": ("lied",),
    "special-issue": ("themanummer",),
}
GENRES = (  # Dutch, English
    ("bachelorproef", "bachelor’s thesis"),
    ("blogbericht", "blog post"),
    ("keynotelezing", "keynote address"),
    ("masterproef", "master’s thesis"),
    ("onderzoeksrapport", "Research Report"),
    ("ongepubliceerd manuscript", "unpublished manuscript"),
    ("paperpresentatie", "paper presentation"),
    ("persbericht", "press release"),
    ("podcastaflevering", "podcast episode"),
    ("posterpresentatie", "poster presentation"),
    ("powerpointpresentatie", "PowerPoint slides"),
    ("proefschrift", "doctoral dissertation"),
)
ROLES = {  # who stands in front in a role that pandoc does not know: Dutch one and more, English one and more
    "script-writer": ("Schrijver", "Schrijvers", "Writer", "Writers"),
    "guest": ("Gast", "Gasten", "Guest", "Guests"),
    "host": ("Presentator", "Presentatoren", "Host", "Hosts"),
    "producer": ("Producent", "Producenten", "Producer", "Producers"),
    "executive-producer": ("Uitvoerend producent", "Uitvoerend producenten", "Executive Producer", "Executive Producers"),
    "series-creator": ("Maker", "Makers", "Series Creator", "Series Creators"),
    "editor-translator": ("Red. & Vert.", "Reds. & Vert.", "Ed. & Trans.", "Eds. & Trans."),
    "compiler": ("Samensteller", "Samenstellers", "Comp.", "Comps."),
    "chair": ("Voorzitter", "Voorzitters", "Chair", "Chairs"),
    "organizer": ("Organisator", "Organisatoren", "Organizer", "Organizers"),
    "curator": ("Curator", "Curatoren", "Curator", "Curators"),
}
STAND_IN = "director"  # a role that it does know, and the words that it writes for it
_STAND_IN_WORDS = ("Regisseur", "Regisseurs", "Director", "Directors")
_APART = {"doctoraatsproefschrift": "proefschrift", "masterscriptie": "masterproef", "masterthesis": "masterproef"}


def terms() -> str:
    """The Dutch terms as a locale of CSL writes them."""
    return "".join(f"      {_term(name, forms)}\n" for name, forms in TERMS.items())


def _term(name: str, forms: tuple[str, ...]) -> str:
    one, more = forms[0], forms[-1]
    return f'<term name="{name}"><single>{one}</single><multiple>{more}</multiple></term>'


def genre(text: str, *, dutch: bool) -> str:
    """What stands between brackets, in the language of the reference; words that we do not know stay as they are."""
    asked = text.casefold().replace("'", "’")
    asked = _APART.get(asked, asked)
    for pair in GENRES:
        if asked in {word.casefold() for word in pair}:
            word = pair[0 if dutch else 1]
            return word[:1].upper() + word[1:]
    return text


def with_role(entry: str, role: str) -> str:
    """The entry with the word of the role in the place of the stand-in's."""
    for said, word in zip(_STAND_IN_WORDS, ROLES[role], strict=True):
        if f" ({said})" in entry:
            return entry.replace(f" ({said})", f" ({word.replace('&', '&amp;')})", 1)
    return entry
