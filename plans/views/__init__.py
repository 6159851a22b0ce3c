"""The screens: a view is a function of five beats: policy, verb, fetch, form, respond."""
