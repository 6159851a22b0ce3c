"""What a panel of named coaches and studies says about a session with added weight, and what to do instead.

``facts``, ``step_facts``, ``conditions``, ``engine``, ``energetics``, ``drills`` and ``replacements`` are pure: values in,
values out, no Django, no clock and no database. The content they work on is kept and edited on the Django side.
"""
