# whole file
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
# None을 알맞은 값으로 바꾸세요. Put the right values in place of None.
visits = None

# %% total
# None을 알맞은 값으로 바꾸세요. Put the right values in place of None.
visits = None

# %% sorted
# None을 알맞은 값으로 바꾸세요. Put the right values in place of None.
visits = None
longest = None
