"""The top at the time of pushing.

caught_by: test_top
ko: 넣을 때의 맨 위만 기억합니다. 꺼낸 뒤에도 맞아야 합니다.
en: The top is noted when an item is pushed, and not when one is taken off.
"""


class Stack:
    def __init__(self):
        self._items = []

    def push(self, item):
        self._items.append(item)
        self.top = item

    def pop(self):
        return self._items.pop()

    def size(self):
        return len(self._items)
