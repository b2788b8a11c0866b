"""One fruit a letter.

caught_by: test_by_letter
ko: 글자마다 마지막 과일만 남았습니다. 같은 글자로 시작하는 과일이 여럿일 수 있습니다.
en: Only the last fruit of each letter is left. Several may begin with one letter.
"""

by_letter = {fruit[0]: [fruit] for fruit in prices}
