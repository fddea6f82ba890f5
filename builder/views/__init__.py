"""Linked strategy → plain data for one page or brief.

In come nodes; out come the facts that a reader is to see, the same on screen and on paper.
Nothing here knows wording, markup or addresses of files.
"""
