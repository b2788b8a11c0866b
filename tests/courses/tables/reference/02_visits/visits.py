"""A table, made better step by step."""

import pandas as pd

# %% load
visits = pd.DataFrame(
    {
        "page": ["home", "Shop", "home ", "shop", "help"],
        "seconds": [5, 30, 7, 45, None],
    }
)

# %% clean
# BEGIN SOLUTION values
visits = visits.dropna().reset_index(drop=True)
visits["page"] = visits["page"].str.strip().str.lower()
# END SOLUTION

# %% total
# BEGIN SOLUTION values
visits = visits.groupby("page", as_index=False)["seconds"].sum()
# END SOLUTION

# %% sorted
# BEGIN SOLUTION values
visits = visits.sort_values("seconds", ascending=False).reset_index(drop=True)
longest = visits["page"][0]
# END SOLUTION
