"""The way from a shared row on the desk to its public page."""

from portal.catalogue.index import record_of


class OnSite:
    """ "Weergeven op website" stands there only while there is such a page."""

    def get_view_on_site_url(self, obj=None):
        record = record_of(obj) if obj and obj.pk else None  # by its number: the form may hold an address that is not saved
        return record.url if record else None
