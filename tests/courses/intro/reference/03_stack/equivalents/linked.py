"""Pairs of an item and the rest."""


class Stack:
    def __init__(self, *items):
        self.rest = None
        for item in items:
            self.push(item)

    @property
    def top(self):
        if self.rest is None:
            raise IndexError("empty")
        return self.rest[0]

    def push(self, item):
        self.rest = (item, self.rest)

    def pop(self):
        item = self.top
        self.rest = self.rest[1]
        return item

    def size(self):
        count, rest = 0, self.rest
        while rest is not None:
            count, rest = count + 1, rest[1]
        return count


def reverse(stack):
    turned, rest = Stack(), stack.rest
    while rest is not None:
        turned.push(rest[0])
        rest = rest[1]
    return turned
