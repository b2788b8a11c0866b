"""None of an empty stack.

caught_by: test_empty
ko: 빈 스택에서 None을 돌려줍니다. IndexError를 일으켜야 합니다.
en: None comes of an empty stack, where IndexError should be raised.
"""


class Stack:
    def __init__(self):
        self._items = []

    @property
    def top(self):
        return self._items[-1]

    def push(self, item):
        self._items.append(item)

    def pop(self):
        return self._items.pop() if self._items else None

    def size(self):
        return len(self._items)
