"""A stack."""


class Stack:
    """Items, the last one on top. 마지막에 넣은 것이 맨 위."""

    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    pass


def reverse(stack):
    """A new stack, the other way round. 거꾸로 된 새 스택."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("reverse")
