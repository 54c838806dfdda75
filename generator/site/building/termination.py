"""What a process does that is asked to end, by a service or a container."""

import signal
import sys
import threading


def heed_termination() -> None:
    """Clean up, as after an interrupt by a key.

    Only the first thread of a process can hear of it; asked in another, this does nothing.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
