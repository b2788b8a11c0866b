"""Takes memory as the stacks of threads."""

import threading
import time


def got_out():
    threading.stack_size(64 * 2**20)
    threads = [threading.Thread(target=time.sleep, args=(0.2,), daemon=True) for _ in range(8)]
    for thread in threads:
        thread.start()
    return True
