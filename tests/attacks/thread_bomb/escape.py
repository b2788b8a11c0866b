"""Starts threads without end, four hundred in all."""

import threading
import time


def got_out():
    threading.stack_size(65536)
    for _ in range(400):
        threading.Thread(target=time.sleep, args=(0.3,), daemon=True).start()
    return True
