from .ops import twice
