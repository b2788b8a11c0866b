"""The library's own scaler does the work."""

import numpy as np
from sklearn.preprocessing import StandardScaler


class Standardizer(StandardScaler):
    pass
