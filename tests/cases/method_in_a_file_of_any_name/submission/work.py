class Doubler:
    def double(self, x):
        return 2 * x
