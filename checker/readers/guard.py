"""A document read in a child process that may die in our place.

Hostile files make the C++ of a PDF engine abort, loop or fill the memory, which no `except`
catches. A process pool is no guard: one abort breaks it for all later work. So each document
has its own child, forked where the system can (some 5 ms), with limits that the kernel
enforces; its answer comes back through a pipe.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import importlib
import math
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from checker.domain import Document, View
from checker.errors import DocumentTooLarge, TruncatedDocument, UnreadableDocument
from checker.readers import read_document
from checker.readers.transport import packed, unpacked

_CHUNK_BYTES = 1 << 20
_LENGTH_BYTES = 8
_MAX_OPEN_FILES = 64
# Word and PDF readers write no file; recognition of characters may write small ones.
_MAX_FILE_BYTES = 64 << 20
# How many inherited descriptors are closed: a socket of the server must not live on.
_INHERITED = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may cost.

    The wall limit is wider than that of the processor, because a scan waits for a process
    of its own, which has the same limits.
    """

    memory_bytes: int = 1 << 30
    cpu_seconds: int = 10
    wall_seconds: float = 60.0


DEFAULT_LIMITS = Limits()


def read_guarded(
    data: bytes, name: str, view: View = View.CURRENT, *, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Return the document in `data` like `read_document`, whatever the file does.

    Raises DocumentTooLarge when the limits stopped it and TruncatedDocument when the reader
    crashed. Where no process can be forked it reads in this one, without limits.
    """

    def read() -> Document:
        return read_document(data, name=name, view=view)

    return run_guarded(read, name=name, limits=limits)


def run_guarded(
    read: Callable[[], Document], *, name: str, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Return what `read` returns in a child, or raise what it raises."""
    if not can_fork():
        answer = _answer(read, name)
    else:
        _preload()
        answer = _answer_of_child(read, name=name, limits=limits)
    if isinstance(answer, UnreadableDocument):
        raise answer
    return answer


def can_fork() -> bool:
    """Return True where the kernel enforces the limits of a forked child."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


def _preload() -> None:
    """Load the readers in the parent.

    The child starts warm, and never waits for an import lock that another thread of the
    parent held at the fork.
    """
    for reader in ("pdf", "docx"):
        importlib.import_module(f"checker.readers.{reader}")


def _answer(read: Callable[[], Document], name: str) -> Document | UnreadableDocument:
    """Return the document, or the error that says why there is none."""
    try:
        return read()
    except UnreadableDocument as err:
        return err
    except MemoryError:
        return DocumentTooLarge(f"{name}: out of memory", name=name)
    except Exception as err:
        # A message of a library may quote the document, which must not reach a log.
        return UnreadableDocument(f"{name}: {type(err).__name__}", name=name)


def _answer_of_child(
    read: Callable[[], Document], *, name: str, limits: Limits
) -> Document | UnreadableDocument:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_child(read, name=name, limits=limits, writing=writing)
    os.close(writing)
    try:
        payload, in_time = _received(reading, child, limits.wall_seconds)
    finally:
        os.close(reading)
        # The child leads a group of its own, so that what it started ends with it.
        for kill, target in ((os.killpg, child), (os.kill, child)):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(target, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if payload is not None:
        return unpacked(payload)
    if not in_time:
        return DocumentTooLarge(f"{name}: more than {limits.wall_seconds:g} s", name=name)
    return _death(status, name)


def _death(status: int, name: str) -> UnreadableDocument:
    """Return the error for a child that died without an answer."""
    by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if by in (signal.SIGXCPU, signal.SIGKILL):
        return DocumentTooLarge(f"{name}: too much work", name=name)
    if by in (signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGXFSZ):
        # How an engine that gets no more memory ends itself.
        return DocumentTooLarge(f"{name}: more memory than allowed", name=name)
    return TruncatedDocument(f"{name}: the reader crashed", name=name)


def _received(pipe: int, child: int, seconds: float) -> tuple[bytes | None, bool]:
    """Return the payload, None if the child died first, and whether it was in time.

    The end of the pipe is no sign: a child forked by another thread may hold it open.
    """
    deadline = time.monotonic() + seconds
    received = bytearray()
    expected: int | None = None
    process = os.pidfd_open(child)
    try:
        poll = select.poll()
        poll.register(pipe, select.POLLIN)
        poll.register(process, select.POLLIN)
        while True:
            remaining = deadline - time.monotonic()
            ready = (
                {fd for fd, _ in poll.poll(max(remaining, 0) * 1000)} if remaining > 0 else set()
            )
            if not ready:
                return None, False
            if pipe in ready:
                chunk = os.read(pipe, _CHUNK_BYTES)
                received += chunk
                if expected is None and len(received) >= _LENGTH_BYTES:
                    expected = int.from_bytes(received[:_LENGTH_BYTES], "big")
                if expected is not None and len(received) >= _LENGTH_BYTES + expected:
                    return bytes(received[_LENGTH_BYTES:]), True
                if chunk:
                    continue
            # Dead, and nothing more is in the pipe.
            return None, True
    finally:
        os.close(process)


def _be_child(read: Callable[[], Document], *, name: str, limits: Limits, writing: int) -> NoReturn:
    """Read, answer and end, without running anything of the parent on the way out."""
    try:
        os.setsid()
        # It lives for one document, whose parts hold each other in no circle.
        gc.disable()
        faulthandler.disable()
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_DFL)
        os.closerange(3, writing)
        os.closerange(writing + 1, _INHERITED)
        _limit(limits)
        payload = packed(_answer(read, name))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(len(payload).to_bytes(_LENGTH_BYTES, "big"))
            pipe.write(payload)
    except MemoryError:
        os.kill(os.getpid(), signal.SIGABRT)
    finally:
        os._exit(0)


def _limit(limits: Limits) -> None:
    import resource  # only where there is a fork

    def lower(which: int, most: int, later: int | None = None) -> None:
        _, hard = resource.getrlimit(which)
        soft, most = most, most if later is None else max(most, later)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (min(soft, bound), bound))

    # What the parent has mapped already (libraries, models) is not the document's cost.
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - before limits
        mapped = int(statm.read().split()[0]) * resource.getpagesize()
    lower(resource.RLIMIT_AS, mapped + limits.memory_bytes)
    # A scan may ask for more, page by page (`scan.scan_pages`), within the wall limit.
    lower(resource.RLIMIT_CPU, limits.cpu_seconds, later=math.ceil(limits.wall_seconds))
    lower(resource.RLIMIT_FSIZE, _MAX_FILE_BYTES)
    lower(resource.RLIMIT_NOFILE, _MAX_OPEN_FILES)
    lower(resource.RLIMIT_CORE, 0)
