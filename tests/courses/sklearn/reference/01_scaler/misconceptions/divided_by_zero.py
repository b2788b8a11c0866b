"""A constant column is divided by 0.

caught_by: test_constant_column
replaces: Standardizer
ko: 표준편차가 0인 열을 0으로 나누었습니다.
en: A column of standard deviation 0 is divided by 0.
"""


class Standardizer(TransformerMixin, BaseEstimator):
    def fit(self, X, y=None):
        self.mean_ = np.mean(X, axis=0)
        self.scale_ = np.std(X, axis=0)
        return self

    def transform(self, X):
        with np.errstate(all="ignore"):
            return (np.asarray(X) - self.mean_) / self.scale_
