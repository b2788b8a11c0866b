from src.ops import twice as double
