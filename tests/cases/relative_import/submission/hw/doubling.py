from .ops import twice as double
