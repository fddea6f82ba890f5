"""The one part that touches the disk for output: single files, folders of ours, files of the user, and the published site.

It writes only what changed, removes only what it wrote itself, and swaps a finished site in whole.
It makes files and folders and never a symbolic link: one is someone else's, wherever it stands, and nothing behind it is touched.
When the power goes, all is as after a kill: what a later step builds on is on the disk before that (`durable`).
"""

from builder.publish.output.files import link, open_lock, remove_lock, sign_lock, write_file
from builder.publish.output.site import (
    SITE_MANIFEST,
    drop_stage,
    mark_site,
    read_tree,
    recover_site,
    refuse_foreign_site,
    refuse_leftovers,
    set_aside,
    stage_site,
    swap_site,
    take_over,
)
from builder.publish.output.trees import Changes, Tree, write_tree, write_trees
from builder.publish.output.users import create, edit, refuse_overlap, refuse_used, rewrite, source, take_back, write_files

__all__ = [
    "SITE_MANIFEST",
    "Changes",
    "Tree",
    "create",
    "drop_stage",
    "edit",
    "link",
    "mark_site",
    "open_lock",
    "read_tree",
    "recover_site",
    "refuse_foreign_site",
    "refuse_leftovers",
    "refuse_overlap",
    "refuse_used",
    "remove_lock",
    "rewrite",
    "set_aside",
    "sign_lock",
    "source",
    "stage_site",
    "swap_site",
    "take_back",
    "take_over",
    "write_file",
    "write_files",
    "write_tree",
    "write_trees",
]
