"""The columns are not standardized.

caught_by: test_other_units
costs: 38 %, because it is the point of the pipeline
ko: 열을 표준화하지 않았습니다. 큰 단위의 열이 거리를 정합니다.
en: The columns are not standardized. The one in large units decides every distance.
"""


def train(X, y):
    return KNeighborsClassifier(n_neighbors=5).fit(X, y)
