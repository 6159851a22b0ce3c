"""Files that watches and phones make of a run, read into a summary: bytes in, figures or a clear refusal out.

Nothing here knows of Django, of a database or of what today is. :func:`plans.recordings.reading.read` is the way in.
"""
