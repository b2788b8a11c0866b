"""The number of right labels, not their share.

caught_by: test_worked_accuracy, test_accuracy_of_any_model
costs: 38 %, because it is the whole function
ko: 맞은 개수입니다. 행의 수로 나누어야 합니다.
en: This is the number of right labels. Divide it by the number of rows.
"""


def accuracy(model, X, y):
    return float((model.predict(X) == y).sum())
