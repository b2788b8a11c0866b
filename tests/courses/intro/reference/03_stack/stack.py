"""A stack."""


class Stack:
    """Items, the last one on top. 마지막에 넣은 것이 맨 위."""

    # BEGIN SOLUTION
    def __init__(self):
        self._items = []

    @property
    def top(self):
        return self._items[-1]

    def push(self, item):
        self._items.append(item)

    def pop(self):
        return self._items.pop()

    def size(self):
        return len(self._items)

    # END SOLUTION


def reverse(stack):
    """A new stack, the other way round. 거꾸로 된 새 스택."""
    # BEGIN SOLUTION
    items = [stack.pop() for _ in range(stack.size())]
    turned = Stack()
    for item in items:
        turned.push(item)
    for item in reversed(items):
        stack.push(item)
    return turned
    # END SOLUTION
