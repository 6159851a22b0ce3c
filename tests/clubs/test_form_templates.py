"""Our crispy-forms templates: every control has a label, a hint and an error tied to it, and no inline code."""

from __future__ import annotations

from django import forms
from django.template import Context, Template

from clubs.forms import focus_first_error


class Example(forms.Form):
    name = forms.CharField(label="Name", help_text="As friends say it", max_length=5)
    mass = forms.IntegerField(label="Mass", required=False)
    goal = forms.ChoiceField(label="Goal", choices=[("a", "Race"), ("b", "Fun")], widget=forms.RadioSelect)
    sore = forms.MultipleChoiceField(
        label="Sore", choices=[("x", "Calf")], required=False, widget=forms.CheckboxSelectMultiple, help_text="Now"
    )
    agreed = forms.BooleanField(label="Agreed", required=False)
    token = forms.CharField(widget=forms.HiddenInput, initial="t")

    def clean(self):
        if self.cleaned_data.get("name") == "Zed":
            raise forms.ValidationError("Not Zed.")


GOOD = {"name": "Anna", "goal": "a", "token": "t"}


def render(form):
    page = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))
    return " ".join(page.split())


def refused(**typed):
    form = Example({**GOOD, **typed})
    assert not form.is_valid()
    focus_first_error(form)
    return render(form)


def test_it_works():
    page = render(Example())
    assert '<label for="id_name">Name</label>' in page
    assert '<div class="hint" id="id_name_helptext">As friends say it</div>' in page
    assert 'aria-describedby="id_name_helptext"' in page
    assert '<label for="id_mass">Mass <span class="optional">(optional)</span></label>' in page
    assert '<fieldset id="id_goal"> <legend>Goal</legend>' in page
    assert '<fieldset id="id_sore" aria-describedby="id_sore_helptext"> <legend>Sore</legend>' in page
    assert '<label class="choice"><input type="checkbox" name="agreed" id="id_agreed">Agreed</label>' in page
    assert '<input type="hidden" name="token" value="t" id="id_token">' in page
    assert "error" not in page
    assert "autofocus" not in page


def test_a_refused_field_is_named_explained_and_focused():
    page = refused(name="Annabel")
    assert "One thing to fix" in page
    assert '<a href="#id_name">Name: Ensure this value has at most 5 characters' in page
    assert 'aria-invalid="true" aria-describedby="id_name_helptext id_name_error"' in page
    assert '<p class="error" id="id_name_error">' in page
    assert page.count(" autofocus") == 1
    assert 'value="Annabel"' in page


def test_only_the_first_refused_field_is_focused():
    page = refused(mass="much", goal="z")
    assert "2 things to fix" in page
    assert page.count(" autofocus") == 1
    assert " autofocus" in page.split('id="id_mass"')[0].split("<label")[-1]
    assert '<fieldset id="id_goal" aria-describedby="id_goal_error">' in page


def test_a_refused_group_of_choices_is_focused_as_a_whole():
    assert '<fieldset id="id_goal" aria-describedby="id_goal_error" tabindex="-1" autofocus>' in refused(goal="z")


def test_what_is_wrong_with_the_whole_form_is_said_and_focused():
    page = refused(name="Zed")
    assert '<p class="small">Not Zed.</p>' in page
    assert 'aria-labelledby="error-summary-title" autofocus' in page


def test_nothing_typed_becomes_markup():
    page = refused(name='"><script>alert(1)</script>')
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_helper_names_a_class_for_every_field():
    class Sectioned(Example):
        from crispy_forms.helper import FormHelper

        helper = FormHelper()
        helper.field_class = "form-section"

    page = Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": Sectioned()}))
    assert page.count("form-section") == len(Example.base_fields) - 1
    assert "<form" not in page


def test_no_inline_code_or_style():
    page = refused(name="Annabel", mass="much")
    assert "<script" not in page
    assert "style=" not in page
    assert " on" not in page.replace(" only", "").replace(" one", "")
