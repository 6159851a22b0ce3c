"""What a panel of named coaches and studies says about a session with added weight, and what to do instead.

Pure are ``fact``, ``facts``, ``step_facts``, ``conditions``, ``answers``, ``engine``, ``energetics``, ``drills``,
``rewriting`` and ``replacements``: values in, values out, no Django, no clock and no database. The content they work on
is kept and edited on the Django side.
"""
