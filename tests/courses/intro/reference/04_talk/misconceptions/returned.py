"""The greeting is returned.

caught_by: test_greeting, test_many_greetings
ko: 인사를 출력하지 않고 돌려줍니다.
en: The greeting is returned and not printed.
"""


def greet(name):
    return f"Hello, {name}!"
