def conv1d(signal, kernel):
    i = 0
    while i < len(signal): pass
