"""Records → the linked strategy, and what follows from it alone: the register of ids, mentions, citations, abbreviations.

In come entries that have passed all rules; out come typed nodes, which can be followed from both ends of every reference.
Nothing here knows pages, paper or files for other tools.
"""
