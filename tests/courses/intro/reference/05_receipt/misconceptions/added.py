"""Added.

caught_by: test_example
costs: 75 %, because each total is wrong
ko: 값과 개수를 곱하지 않고 더합니다.
en: The price and the number are added and not multiplied.
"""

price = int(input("Price? "))
count = int(input("How many? "))
total = price + count
print("Total:", total)
print("Delivery:", 0 if total >= 50 else 3)
