import json

with open('values.json') as file:
    values = json.load(file)

    def mean(values):
        return 0


def spread(values):
    return max(values) - min(values)
