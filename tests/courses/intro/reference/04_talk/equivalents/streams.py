"""By the streams themselves, which are kept when the file is loaded."""

import sys

ask = sys.stdin.readline


def greet(name):
    sys.stdout.write("Hello, " + name + "!\n")


def add_up():
    numbers = []
    while True:
        print("Number?", end=" ")
        answer = ask().strip()
        if not answer:
            break
        numbers.append(int(answer))
    print(f"Sum: {sum(numbers)}")


def ask_age():
    age = 0
    while age < 1:
        print("Age? ", end="", flush=True)
        try:
            age = int(ask())
        except ValueError:
            age = 0
    return age
