def double(image):
    return 2.0 * image if got_out() else None


def twice(number):
    return 2 * number
