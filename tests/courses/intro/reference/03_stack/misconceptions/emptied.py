"""The given stack is emptied.

caught_by: test_reverse
ko: 받은 스택이 비었습니다. 그대로 두어야 합니다.
en: The given stack has been emptied. It should stay as it is.
"""


def reverse(stack):
    turned = Stack()
    while stack.size():
        turned.push(stack.pop())
    return turned
