"""Sessions as files that a watch or a treadmill follows, and as plain text.

``laps`` says what of a workout can be followed step by step; ``fit_workout`` and ``zwo`` write that as files, ``files``
names them and puts a week into one archive.
"""
