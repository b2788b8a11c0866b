"""One neighbour decides.

caught_by: test_other_units
costs: 38 %, because it is the heart of the model
ko: 이웃 하나가 정합니다. 5개가 투표해야 합니다.
en: One neighbour decides. Five should vote.
"""


def train(X, y):
    return make_pipeline(StandardScaler(), KNeighborsClassifier(n_neighbors=1)).fit(X, y)
