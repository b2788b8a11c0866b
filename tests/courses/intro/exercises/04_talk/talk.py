"""Functions that print and ask."""


def greet(name):
    """Print a greeting. 인사를 출력합니다."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("greet")


def add_up():
    """Ask for numbers up to an empty answer, and print their sum. 빈 답까지 묻고 합을 출력합니다."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("add_up")


def ask_age():
    """Ask for a whole number above 0, and return it. 0보다 큰 정수를 묻고 돌려줍니다."""
    # 여기에 작성하고 아래 줄은 지우세요. Write here, and delete the line below.
    raise NotImplementedError("ask_age")
