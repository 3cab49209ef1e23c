"""The door for the web server (granian)."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django_application = get_wsgi_application()

from portal.catalogue.front import FrontDoor  # noqa: E402 (when the apps are ready)
from portal.static_files import StaticDoor  # noqa: E402

application = FrontDoor(StaticDoor(django_application))
resolve("/")  # loads the addresses, and all that is behind them
gc.collect()
gc.freeze()  # what is loaded now stays: no request spends its time on looking whether it can be thrown away
gc.set_threshold(30_000)  # objects made since the last look; the 700 of Python are passed ten times while one form is drawn
