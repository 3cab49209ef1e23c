"""The themes, levels and audiences a new portal begins with; editors keep them from here on."""

from django.db import migrations

THEMES = [  # name, slug, look, description, themes below: (name, slug, description)
    ("Integraal beleid", "integraal-beleid", "beleid", "Eén samenhangend verhaal van visie tot klasvloer.", [
        ("Kwaliteitszorg", "kwaliteitszorg", "Weten waar je school staat en wat de volgende stap is."),
        ("Welbevinden", "welbevinden", "Leerlingen en leraren die zich goed genoeg voelen om te leren."),
    ]),
    ("Ontwikkeling als PLG", "ontwikkeling-als-plg", "plg", "De school als professionele leergemeenschap: van en met elkaar leren.", [
        ("Samenwerken in team", "samenwerken-in-team", "Overleg dat het werk lichter en het onderwijs beter maakt."),
        ("Professionalisering", "professionalisering", "Leren op de werkvloer en daarbuiten."),
        ("Teamteaching", "teamteaching", "Samen voor de klas: vormen, voorwaarden en afspraken."),
    ]),
    ("Gedeeld leiderschap", "gedeeld-leiderschap", "leiderschap", "Verantwoordelijkheid verdelen en het leren van het team vooropzetten.", []),
    ("Onderzoekende houding", "onderzoekende-houding", "houding", "Vragen stellen bij de eigen praktijk en samen naar antwoorden zoeken.", [
        ("Datagebruik", "datagebruik", "Cijfers en observaties lezen zonder meteen te oordelen."),
    ]),
    ("Geïnformeerde praktijken", "geinformeerde-praktijken", "praktijken", "Onderzoek en praktijkkennis samenbrengen in onderbouwde keuzes.", [
        ("Motivatie", "motivatie", "Wat leerlingen in beweging zet en houdt."),
        ("Feedback", "feedback", "Informatie die de volgende stap in het leren helpt zetten."),
        ("Leesonderwijs", "leesonderwijs", "Vlot lezen, begrijpend lezen en graag lezen."),
        ("Klasmanagement", "klasmanagement", "Rust, routine en relaties in de klas."),
        ("Differentiatie", "differentiatie", "Recht doen aan verschillen zonder de lat te verlagen."),
        ("ICT", "ict", "Eerst de didactische vraag, dan het digitale middel."),
    ]),
]  # fmt: skip

LEVELS = [  # key, name, key of the level above
    ("basisonderwijs", "Basisonderwijs", ""),
    ("kleuteronderwijs", "Kleuteronderwijs", "basisonderwijs"),
    ("lager-onderwijs", "Lager onderwijs", "basisonderwijs"),
    ("buitengewoon-basisonderwijs", "Buitengewoon basisonderwijs", ""),
    ("buitengewoon-kleuteronderwijs", "Buitengewoon kleuteronderwijs", "buitengewoon-basisonderwijs"),
    ("buitengewoon-lager-onderwijs", "Buitengewoon lager onderwijs", "buitengewoon-basisonderwijs"),
    ("secundair-onderwijs", "Secundair onderwijs", ""),
    ("secundair-1e-graad", "Secundair onderwijs, eerste graad", "secundair-onderwijs"),
    ("secundair-2e-graad", "Secundair onderwijs, tweede graad", "secundair-onderwijs"),
    ("secundair-3e-graad", "Secundair onderwijs, derde graad", "secundair-onderwijs"),
    ("buitengewoon-secundair-onderwijs", "Buitengewoon secundair onderwijs", ""),
    ("deeltijds-kunstonderwijs", "Deeltijds kunstonderwijs", ""),
    ("volwassenenonderwijs", "Volwassenenonderwijs", ""),
    ("hoger-onderwijs", "Hoger onderwijs", ""),
]

AUDIENCES = [
    ("Leraar", "leraar"),
    ("Schoolleider", "schoolleider"),
    ("Beleidsmedewerker", "beleidsmedewerker"),
    ("Zorgcoördinator", "zorgcoordinator"),
    ("ICT-coördinator", "ict-coordinator"),
    ("Pedagogisch begeleider", "pedagogisch-begeleider"),
    ("CLB-medewerker", "clb-medewerker"),
]


def fill(apps, schema_editor):
    Theme, Level, Audience = (apps.get_model("taxonomy", name) for name in ("Theme", "Level", "Audience"))
    for place, (name, slug, look, description, below) in enumerate(THEMES):
        top = Theme.objects.create(name=name, slug=slug, look=look, description=description, position=place)
        for number, (child, child_slug, said) in enumerate(below):
            Theme.objects.create(name=child, slug=child_slug, description=said, parent=top, position=number)
    levels = {}
    for place, (key, name, above) in enumerate(LEVELS):
        levels[key] = Level.objects.create(key=key, name=name, position=place, parent=levels.get(above))
    for place, (name, slug) in enumerate(AUDIENCES):
        Audience.objects.create(name=name, slug=slug, position=place)


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
