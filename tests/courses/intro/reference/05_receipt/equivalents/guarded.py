"""With a function and the usual guard."""

import sys


def main():
    price = int(input("Price? "))
    total = price * int(input("How many? "))
    print(f"Total: {total}\nDelivery: {3 if total < 50 else 0}")
    sys.exit()


if __name__ == "__main__":
    main()
