# Made of sleep.ipynb by `grade course stub`. Change the notebook, not this file.


# %% data
days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
hours = [7.0, 6.5, 7.5, 6.0, 7.0, 9.5, 9.0]


# %% sums
# BEGIN SOLUTION values total longest
total = sum(hours)
most = max(hours)
longest = days[hours.index(most)]
# END SOLUTION


# %% look
total, longest


# %% share
def share_below(hours, limit):
    """The share of nights below a limit."""
    # BEGIN SOLUTION
    if not hours:
        return 0.0
    return sum(hour < limit for hour in hours) / len(hours)
    # END SOLUTION


answer_why = r"""
Nobody has to get up early on Sunday. People stay up later and sleep longer.
"""


answer_middle = r"""
b
"""


answer_units = r"""
a, c
"""
