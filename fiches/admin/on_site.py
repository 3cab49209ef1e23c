"""The way from a shared row on the desk to its public page."""

from portal.catalogue.models import Record


class OnSite:
    """ "Weergeven op website" stands there only while there is such a page."""

    def get_view_on_site_url(self, obj=None):
        url = obj.get_absolute_url() if obj else ""
        return url if url and Record.objects.public().filter(url=url).exists() else None
