"""
def mean(values):
    return 1
"""


def spread(values):
    return max(values) - min(values)
