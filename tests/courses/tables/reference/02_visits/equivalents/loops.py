"""Loops over rows."""

import pandas as pd

# %% load
visits = pd.DataFrame(
    {
        "page": ["home", "Shop", "home ", "shop", "help"],
        "seconds": [5, 30, 7, 45, None],
    }
)

# %% clean
rows = [(page.strip().lower(), s) for page, s in zip(visits["page"], visits["seconds"]) if s == s]
visits = pd.DataFrame(rows, columns=["page", "seconds"])

# %% total
sums = {}
for page, seconds in rows:
    sums[page] = sums.get(page, 0.0) + seconds
visits = pd.DataFrame(sorted(sums.items()), columns=["page", "seconds"])

# %% sorted
best = sorted(sums.items(), key=lambda item: -item[1])
visits = pd.DataFrame(best, columns=["page", "seconds"])
longest = best[0][0]
