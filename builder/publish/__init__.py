"""Docs folder → the published site: MkDocs, headers, the offline copy, frozen editions, and the one writer.

In come finished files; out come folders that are whole at every moment. Only `output` writes, renames or removes anything.
Nothing here knows what the files say.
"""
