다음은 평균을 구하는 코드입니다:

```python
def mean(values):
    if not values:
        raise ValueError("no values")
    return sum(values) / len(values)


def spread(values):
    return max(values) - min(values)
```

Hope this helps! Let me know if anything is unclear.
