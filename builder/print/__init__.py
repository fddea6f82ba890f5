"""Views → PDF briefs, through Typst.

In come nodes and the data of views; out come finished documents. `briefs.BRIEFS` lists all kinds of them.
Nothing here knows pages, exports, or where files are written.
"""
