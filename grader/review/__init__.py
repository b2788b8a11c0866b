"""Look at a class's code in a browser: comments, a rubric, and the answers seen."""
