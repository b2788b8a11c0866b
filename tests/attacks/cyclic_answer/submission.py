"""Returns a list that holds itself."""


def double(image):
    answer = []
    answer.append(answer)
    return answer


def twice(number):
    return 2 * number
