"""Changes its own limits: lowers one, which the kernel lets everybody do."""

import resource


def got_out():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    return True


def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number
