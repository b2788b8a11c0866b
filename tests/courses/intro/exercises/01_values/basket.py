"""Values of several types."""

import datetime

prices = {"apple": 1.2, "banana": 0.4, "avocado": 1.75, "cherry": 1.5}

# None을 알맞은 값으로 바꾸세요. Put the right values in place of None.
total = None
cheapest = None
by_letter = None
kinds = None
opened = None
