def product(numbers):
    result = 1
    for number in numbers:
        result *= number
    return result


def factorial(n):
    return product(range(1, n + 1))


def total(numbers):
    return sum(total(item) if isinstance(item, list) else item for item in numbers)
