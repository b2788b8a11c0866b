"""Loops."""

days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
hours = [7.0, 6.5, 7.5, 6.0, 7.0, 9.5, 9.0]
total = 0.0
longest = days[0]
for day, hour in zip(days, hours):
    total += hour
    if hour > hours[days.index(longest)]:
        longest = day


def share_below(hours, limit):
    found = 0
    for hour in hours:
        if hour < limit:
            found += 1
    return found / len(hours) if hours else 0.0
