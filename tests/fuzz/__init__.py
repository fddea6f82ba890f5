"""Input that nobody would write, and what the builder makes of it: problems, never a traceback, and never a long wait.

`make fuzz SECONDS=600` looks for more than the tests have time for, and keeps what it finds in `found/`; a test tries that for ever after.
"""
