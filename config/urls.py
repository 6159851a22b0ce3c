"""Every address of Uphill. Each app names its own; here they meet."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("clubs.urls")),
    path("", include("plans.urls")),
]
