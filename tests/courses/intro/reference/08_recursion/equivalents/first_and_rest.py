def factorial(n):
    return n * factorial(n - 1) if n else 1


def total(numbers):
    if not numbers:
        return 0
    return value(numbers[0]) + total(numbers[1:])


def value(item):
    return total(item) if isinstance(item, list) else item
