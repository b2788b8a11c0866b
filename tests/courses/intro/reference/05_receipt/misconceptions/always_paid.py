"""Never free.

caught_by: test_many
costs: 50 %, because the delivery is half of the exercise
ko: 배송비가 언제나 3입니다.
en: The delivery is never free.
"""

price = int(input("Price? "))
count = int(input("How many? "))
print("Total:", price * count)
print("Delivery:", 3)
