"""Grade many submissions: a class run, its scheduler, and the processes that do the work."""
