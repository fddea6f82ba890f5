"""Files → records that remember where they were read.

In comes a content folder; out come entries, frozen records of the kinds in `kinds`, and a problem for whatever has a wrong shape.
Nothing here knows what entries have to do with each other, or what is made of them.
"""
