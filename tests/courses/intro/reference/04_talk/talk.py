"""Functions that print and ask."""


def greet(name):
    """Print a greeting. 인사를 출력합니다."""
    # BEGIN SOLUTION
    print(f"Hello, {name}!")
    # END SOLUTION


def add_up():
    """Ask for numbers up to an empty answer, and print their sum. 빈 답까지 묻고 합을 출력합니다."""
    # BEGIN SOLUTION
    total = 0
    answer = input("Number? ")
    while answer:
        total += int(answer)
        answer = input("Number? ")
    print("Sum:", total)
    # END SOLUTION


def ask_age():
    """Ask for a whole number above 0, and return it. 0보다 큰 정수를 묻고 돌려줍니다."""
    # BEGIN SOLUTION
    while True:
        answer = input("Age? ")
        if answer.isdigit() and int(answer) > 0:
            return int(answer)
    # END SOLUTION
