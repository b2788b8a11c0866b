"""A transformer in the way of scikit-learn."""

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin


class Standardizer(TransformerMixin, BaseEstimator):
    """Columns of mean 0 and standard deviation 1. 평균 0, 표준편차 1인 열."""

    def fit(self, X, y=None):
        """Remember each column's mean and standard deviation. 열마다 평균과 표준편차를 기억합니다."""
        # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
        raise NotImplementedError("fit")

    def transform(self, X):
        """Standardize by what was remembered. 기억한 값으로 표준화합니다."""
        # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
        raise NotImplementedError("transform")
