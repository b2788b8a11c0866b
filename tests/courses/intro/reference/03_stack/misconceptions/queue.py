"""First in, first out.

caught_by: test_last_in_first_out
costs: 63 %, because every item comes out in the wrong order
ko: 먼저 넣은 것이 먼저 나옵니다. 이것은 큐입니다.
en: The first one in comes out first. This is a queue.
"""


class Stack:
    def __init__(self):
        self._items = []

    @property
    def top(self):
        return self._items[0]

    def push(self, item):
        self._items.append(item)

    def pop(self):
        return self._items.pop(0)

    def size(self):
        return len(self._items)
