"""Pages of the admin as a test reads and fills them."""

from __future__ import annotations

import html
from io import StringIO

from django.core.management import call_command


def url(row, page="change"):
    return f"/admin/advice/{row._meta.model_name}/{row.pk}/{page}/"


def filled(response, button="_save"):
    """What a browser would send back from the form on the page, unchanged."""
    data = {button: "Save"}
    for form in _forms(response):
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = value
    return data


def told(response):
    """Every error on the page, as read by a person."""
    found = [errors for form in _forms(response) for errors in form.errors.values()]
    found += [formset.non_form_errors() for formset in _formsets(response)]
    return " ".join(html.unescape(str(line)) for errors in found for line in errors)


def loading_again():
    """The last line of loading the content files again, which tells every edit that stands against them."""
    out = StringIO()
    call_command("load_guidelines", stdout=out)
    assert "edited here" not in out.getvalue()
    return out.getvalue().splitlines()[-1]


def _formsets(response):
    if "editor" in response.context:
        return response.context["editor"].parts[1:]
    return [inline.formset for inline in response.context["inline_admin_formsets"]]


def _forms(response):
    own = response.context["editor"].form if "editor" in response.context else response.context["adminform"].form
    rows = [form for formset in _formsets(response) for form in (formset.management_form, *formset.forms)]
    return [own, *rows]
