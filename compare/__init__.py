"""Two versions of the builder, one after the other in what they publish: builds both sites and says in words how they differ.

`builds` makes the sites, `pages` and `files` read what they publish, `sites` finds the differences, `report` words them, `pictures` shows them.
"""
