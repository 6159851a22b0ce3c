"""Do the tests notice? Each test of a guideline is worth what it catches, so the guidelines are changed on purpose.

``python -m tests.mutants`` (``make mutants``) makes every small change to a pack that a slip of the hand could make,
one at a time, and counts how many of these mutants fail an example or an expected result.
"""
