"""By the csv module."""

import csv

import numpy as np
import pandas as pd


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


cities = pd.DataFrame(rows("data/cities.csv")).astype({"people": float, "area": int})
largest = max(rows("data/cities.csv"), key=lambda row: int(row["area"]))["city"]


def mean_of(path, column):
    table = np.genfromtxt(path, delimiter=",", names=True, dtype=None, encoding="utf-8")
    return sum(table[column].tolist()) / len(table)
