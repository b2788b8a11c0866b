def same_padding(*args, **kwargs):
    return (1, None)
