"""Every invented fiche, theme by theme. Each says "voorbeeld" in its title."""

from portal.operations.demo import (
    examples_gedeeld_leiderschap,
    examples_geinformeerde_praktijken,
    examples_integraal_beleid,
    examples_onderzoekende_houding,
    examples_ontwikkeling_als_plg,
)

FICHES = [
    *examples_integraal_beleid.FICHES,
    *examples_ontwikkeling_als_plg.FICHES,
    *examples_gedeeld_leiderschap.FICHES,
    *examples_onderzoekende_houding.FICHES,
    *examples_geinformeerde_praktijken.FICHES,
]
