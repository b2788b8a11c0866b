DARKEN = None
