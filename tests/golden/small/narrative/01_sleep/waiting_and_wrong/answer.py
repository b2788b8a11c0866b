days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
hours = [7.0, 6.5, 7.5, 6.0, 7.0, 9.5, 9.0]

total = sum(hours)
longest = "Sat"


def share_below(hours, limit):
    """The share of nights below a limit."""
    if not hours:
        return 0.0
    return sum(hour < limit for hour in hours) / len(hours)


answer_why = r"""
Nobody has to get up early on Sunday, so people go to bed late.
They sleep as long as they like.
"""

answer_middle = "a"

answer_units = r"""
여기에 답을 쓰세요. Write your answer here.
"""
