"""A submission's text -> the parts of its functions, for rules; none of it runs.

These modules go as text to a worker without any student's code, whose limits bound what parsing
costs, so they import nothing but each other.

    syntax    a text -> its statements, blocks and assignments
    names     all texts -> the possible meanings of each name in them
    finder    a function -> the places in it, and in what it calls, that a rule is about
"""
