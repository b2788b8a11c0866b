import types
from code import twice


def double(x):
    return types.same(twice(x))
