def spread(values):
    return max(values) - min(values)


if __name__ == "__main__":
    def mean(values):
        return sum(values) / len(values)
