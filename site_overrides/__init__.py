"""The look, as a theme that MkDocs finds by the entry point `strategy` of this package: `mkdocs_theme.yml`, templates, assets."""

import os

os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")  # read when Material is loaded, whose notice is to its own users and not to ours
