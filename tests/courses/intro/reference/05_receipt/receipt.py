"""A receipt."""

# BEGIN SOLUTION
price = int(input("Price? "))
count = int(input("How many? "))
total = price * count
delivery = 3
if total >= 50:
    delivery = 0
print("Total:", total)
print("Delivery:", delivery)
# END SOLUTION
