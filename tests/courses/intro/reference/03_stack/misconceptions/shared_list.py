"""One list for all stacks.

caught_by: test_two_stacks
costs: 63 %, because each stack finds what another has left
ko: 목록이 클래스에 하나뿐이어서 모든 스택이 함께 씁니다.
en: There is one list in the class, which all stacks share.
"""


class Stack:
    _items = []

    @property
    def top(self):
        return self._items[-1]

    def push(self, item):
        self._items.append(item)

    def pop(self):
        return self._items.pop()

    def size(self):
        return len(self._items)
