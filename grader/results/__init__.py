"""Keep grades: the folder of results that `grade batch` writes."""
