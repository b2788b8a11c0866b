from average.parts import mean
from average.parts.wide import spread
