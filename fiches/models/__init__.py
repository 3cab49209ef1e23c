"""A fiche, its sections and ratings; the resources and sources that fiches share; the documents it came from."""

from fiches.models.fiche import Citation, EvidenceRating, Fiche, FicheResource
from fiches.models.imported import ImportedDocument, ImportedPicture
from fiches.models.resource import Access, Resource, ResourceKind
from fiches.models.section import Rubriek, Section
from fiches.models.source import Source

__all__ = [
    "Access",
    "Citation",
    "EvidenceRating",
    "Fiche",
    "FicheResource",
    "ImportedDocument",
    "ImportedPicture",
    "Resource",
    "ResourceKind",
    "Rubriek",
    "Section",
    "Source",
]
