Python 3.11.7 (main) on win32
Type "help", "copyright", "credits" or "license()" for more information.
>>> def mean(values):
    if not values:
        raise ValueError("no values")
    return sum(values) / len(values)

>>> mean([1, 2])
1.5
>>> def spread(values):
    return max(values) - min(values)

>>> spread([1, 2])
1
>>>
