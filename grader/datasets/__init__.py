"""The images that networks are trained on: a name in `manifest.toml` -> checked arrays."""

from .images import DataSet, Images, data_set, fetch, find_file, load_images, load_manifest

__all__ = ["DataSet", "Images", "data_set", "fetch", "find_file", "load_images", "load_manifest"]
