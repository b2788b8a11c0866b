"""Keep what was graded: the folder of results that `grade batch` writes."""
