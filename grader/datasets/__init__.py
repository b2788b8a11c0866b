"""The images that networks are trained on: a name -> checked arrays.

Only names in `manifest.toml` can be loaded; files are read in the grading process, and checked
before anything believes them.
"""

from .loading import Images, fetch, find_file, load_images
from .manifest import DataSet, data_set, load_manifest

__all__ = ["DataSet", "Images", "data_set", "fetch", "find_file", "load_images", "load_manifest"]
