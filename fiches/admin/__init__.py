"""The editors' desk for fiches, materials and sources."""

from fiches.admin import fiche, resource, source  # noqa: F401 (registers them)
