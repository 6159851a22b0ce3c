"""The WSGI entry point: ``granian --interface wsgi config.wsgi:application``."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# What is loaded now stays for good: the garbage collector need not look at it again. A page makes tens of thousands of
# short-lived objects, nearly all freed without the collector; by default it would still run for every 700 of them.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
