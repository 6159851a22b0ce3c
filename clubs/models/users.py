"""Those who can sign in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from clubs.fields import LowerCaseEmailField


class UserManager(BaseUserManager["User"]):
    """Makes users known by their email address."""

    def create_user(self, email: str, password: str | None = None, name: str = "", **fields: Any) -> User:
        """Make a user; without a password they cannot sign in."""
        if not email:
            raise ValueError("A user needs an email address.")
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, name: str = "", **fields: Any) -> User:
        """Make a user who may do everything in the admin."""
        return self.create_user(email, password, name, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in, with an email address in any mixture of cases."""

    email = LowerCaseEmailField(_("email"), unique=True, error_messages={"unique": _("This email is taken.")})
    name = models.CharField(_("name"), max_length=100, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may use the admin"), default=False)
    created = models.DateTimeField(_("created"), default=now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [
            # Together with the unique index: no two addresses differ only in case.
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def tag(self) -> str:
        """What a browser tells this account's kept pages from another's by; it says nothing of who it is."""
        return salted_hmac("uphill.kept-pages", str(self.pk)).hexdigest()[:16]

    def get_full_name(self) -> str:
        """Return what others call this user."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the first word of the name, or the address."""
        return str(self).split(" ", 1)[0]
