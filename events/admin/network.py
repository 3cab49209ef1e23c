"""The list of onderwijsverstrekkers that a form of registration offers."""

from django.contrib import admin

from events.models import Network


@admin.register(Network)
class NetworkAdmin(admin.ModelAdmin):
    list_display = ("name", "position", "offered")
    list_editable = ("position", "offered")
    search_fields = ("name",)
