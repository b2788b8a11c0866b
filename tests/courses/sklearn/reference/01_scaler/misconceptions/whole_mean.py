"""One mean for the whole table.

caught_by: test_new_rows, test_constant_column
costs: 58 %, because nearly every value depends on it
replaces: Standardizer
ko: 표 전체의 평균을 썼습니다. 열마다 따로 구해야 합니다.
en: This is the mean of the whole table. Each column has its own.
"""


class Standardizer(TransformerMixin, BaseEstimator):
    def fit(self, X, y=None):
        table = np.asarray(X, dtype=float)
        self.mean_ = np.full(table.shape[1], table.mean())
        spread = np.full(table.shape[1], table.std())
        self.scale_ = np.where(spread > 0, spread, 1.0)
        return self

    def transform(self, X):
        return (np.asarray(X) - self.mean_) / self.scale_
