"""The other side of :mod:`nlp_oldcadre.workers`: what a worker process does, from its first question to its end."""

from __future__ import annotations

import gc
import os
import pickle
import queue
import sys
import threading
from typing import Any, BinaryIO

READY = "ready"


def serve() -> None:
    """What a process does: answer jobs until nobody asks any more."""
    told = _private_stdout()
    asked: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_fetch, args=(sys.stdin.buffer, asked), daemon=True).start()
    function = asked.get()
    _say(told, READY)
    _say(told, function(asked.get()))
    # Tables and libraries stay as long as the process: the garbage collector need not go over them again and again.
    gc.freeze()
    while True:
        _say(told, function(asked.get()))


def _private_stdout() -> BinaryIO:
    """The pipe of answers; what libraries print goes to standard error."""
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return pipe


def _fetch(pipe: BinaryIO, asked: queue.Queue[Any]) -> None:
    """Fetch what is asked beside the work, so that the end of whoever asks is the end of this process even in a long job."""
    try:
        while True:
            asked.put(pickle.load(pipe))
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(0)


def _say(told: BinaryIO, message: object) -> None:
    try:
        pickle.dump(message, told)
        told.flush()
    except BrokenPipeError:
        # Whoever asked has gone.
        os._exit(0)
