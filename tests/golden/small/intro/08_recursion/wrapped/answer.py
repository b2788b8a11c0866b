def counted(function):
    def call(n):
        return function(n)

    return call


@counted
def factorial(n):
    return n * factorial(n - 1) if n else 1


def total(numbers):
    found = 0
    for item in numbers:
        found += total(item) if isinstance(item, list) else 1
    return found
