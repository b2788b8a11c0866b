"""A pipeline of named steps, and its own score."""

from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler


def train(X, y):
    model = Pipeline([("scale", StandardScaler()), ("vote", KNeighborsClassifier())])
    model.fit(X, y)
    return model


def accuracy(model, X, y):
    return model.score(X, y)
