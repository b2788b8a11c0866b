class mean:
    def __init__(self, values):
        self.values = values


def spread(values):
    return max(values) - min(values)
