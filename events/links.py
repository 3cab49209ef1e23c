"""Where the links of a programme stand: the introduction of a block is true this minute, and frozen nowhere."""

from collections.abc import Iterator

from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from events import programme
from events.models import Block, StudyDay
from portal.links.addresses import with_replaced
from portal.links.places import Found, addresses_in, also, keep_all

INTRO = Block._meta.get_field("intro")


def found(day: StudyDay) -> Iterator[Found]:
    for block in day.blocks.exclude(intro=""):
        for url in addresses_in(INTRO, block.intro):
            yield Found(url, "blocks.intro", block.pk, f"{Block._meta.verbose_name} “{block.title}”"[:200])


def replace(day: StudyDay, old: str, new: str) -> bool:
    """Another address in the introductions, under the lock of the day; readers see it at once."""
    day, changed = programme.locked(day.pk), False
    for block in day.blocks.exclude(intro=""):
        text = with_replaced(block.intro, old, new)
        if text != block.intro:
            block.intro, changed = text, True
            block.save(update_fields=["intro"])
    if changed:
        programme.announce(day, at=timezone.now())
    return changed


def listen() -> None:
    """Hear of blocks that are saved and deleted. Called once, when the apps are ready."""
    post_save.connect(on_block_saved, sender=Block, dispatch_uid="events.links.block_saved")
    post_delete.connect(on_block_deleted, sender=Block, dispatch_uid="events.links.block_deleted")


def on_block_saved(sender, instance, created, update_fields, **kwargs):
    if update_fields is not None and not {"intro", "title"} & {*update_fields}:
        return
    if not created or "href=" in instance.intro:
        keep_all(StudyDay.objects.select_related("live").get(pk=instance.day_id))


def on_block_deleted(sender, instance, **kwargs):
    if "href=" in instance.intro and (day := StudyDay.objects.select_related("live").filter(pk=instance.day_id).first()):
        keep_all(day)


also(StudyDay, found=found, replace=replace)
