"""What keeping order gives every publication on the desk."""

from portal.publishing.tidy.bulk_admin import ChangesTogether
from portal.publishing.tidy.deleting_admin import DeletesByName
from portal.publishing.tidy.export_admin import Exports
from portal.publishing.tidy.uses_admin import WithUses


class Tidied(ChangesTogether, DeletesByName, WithUses, Exports):
    deletes_together = False  # a text is withdrawn; what never was online goes one by one, from its own form
