"""The goal is divided by the kernel.

caught_by: test_worked_layers_needed, test_random_layers_needed
ko: goal을 커널의 크기로 나눈 것과 같습니다. 층 하나는 수용장을 커널만큼이 아니라 그보다 하나 적게 넓힙니다.
en: You divide the goal by the kernel. A layer widens the field by one cell less than its kernel has.
"""


def layers_needed(kernel, goal):
    if kernel < 1 or goal < 1 or (kernel == 1 and goal > 1):
        raise ValueError(f"kernel {kernel}, goal {goal}")
    return 0 if goal == 1 else -(-goal // kernel)
