"""Views → the pages of the site as Markdown, its navigation, and the entries of its search.

In come the data of views, and what is published beside the pages; out come files of the docs folder. `catalogue.PAGES` lists all pages.
Nothing here knows how PDFs are set or exports are written; what pages say of them is handed in.
"""
