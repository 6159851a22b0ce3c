"""The WSGI entry point: ``granian --interface wsgi config.wsgi:application``."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Behind a proxy every visitor would have the proxy's address, and one who asks too often would lock out all the others.
application = wrap_wsgi_with_proxy_headers(get_wsgi_application(), trusted_hosts=settings.TRUSTED_PROXIES)

# What is loaded now stays for good: the garbage collector need not look at it again. A page makes tens of thousands of
# short-lived objects, nearly all freed without the collector; by default it would still run for every 700 of them.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
