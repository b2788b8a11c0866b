def factorial(n):
    return n * factorial(n - 1) if n > 1 else 1


def total(numbers):
    found = 0
    for item in numbers:
        found += float(total(item)) if isinstance(item, list) else item
    return str(found)
