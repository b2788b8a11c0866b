"""Free above 50.

caught_by: test_many
costs: 50 %, because the delivery is half of the exercise
ko: 합이 50을 넘어야 배송비가 없습니다.
en: The delivery is only free above 50.
"""

price = int(input("Price? "))
count = int(input("How many? "))
total = price * count
print("Total:", total)
print("Delivery:", 0 if total > 50 else 3)
