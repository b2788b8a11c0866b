"""The images that networks are trained on: a name -> checked arrays.

Only names in `manifest.toml` can be loaded; files are read in the grading process, and checked
before anything believes them.
"""

from .catalog import DataSet, data_set, load_manifest
from .images import Images, fetch, find_file, load_images

__all__ = ["DataSet", "Images", "data_set", "fetch", "find_file", "load_images", "load_manifest"]
