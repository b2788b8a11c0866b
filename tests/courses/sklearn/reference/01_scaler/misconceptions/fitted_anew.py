"""transform computes the mean of the new rows.

caught_by: test_worked_transform, test_new_rows
costs: 72 %, because the class asks for this one thing
replaces: Standardizer
ko: 새 자료의 평균으로 표준화했습니다. `fit`에서 기억한 값을 써야 합니다.
en: The new rows are standardized by their own mean. Use what `fit` has remembered.
"""


class Standardizer(TransformerMixin, BaseEstimator):
    def fit(self, X, y=None):
        self.mean_ = np.mean(X, axis=0)
        spread = np.std(X, axis=0)
        self.scale_ = np.where(spread > 0, spread, 1.0)
        return self

    def transform(self, X):
        spread = np.std(X, axis=0)
        return (np.asarray(X) - np.mean(X, axis=0)) / np.where(spread > 0, spread, 1.0)
