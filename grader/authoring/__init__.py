"""A course -> verified exercises, new ones, and the students' kit."""
