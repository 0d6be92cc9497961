"""Tasks run by a crew of processes; one that kills its process costs one report, not the run."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import connection
from typing import Any, Protocol

from geomap.errors import InputError
from geomap.store import clusters, parts
from geomap.store.parts import Task

_PATIENCE_S = 120


class Crew(Protocol):
    """Who runs tasks: how many at once, and what it raises where a process died."""

    died: tuple[type[Exception], ...]
    executor: Executor

    def most(self) -> int:
        """How many tasks may be under way."""
        ...

    def renew(self) -> None:
        """Have an executor that works after one broke."""
        ...

    def check(self) -> None:
        """Raise `InputError` where nobody is there to run a task."""
        ...

    def dismiss(self) -> None:
        """Let what is begun be finished, and end."""
        ...


class _Here(Executor):
    """Runs a task in this process when it is given."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@dataclass
class Alone:
    """The process that builds, alone."""

    died: tuple[type[Exception], ...] = ()
    executor: Executor = field(default_factory=_Here)

    def most(self) -> int:
        """One task."""
        return 1

    def renew(self) -> None:
        """What runs here does not break."""

    def check(self) -> None:
        """Who asks is there."""

    def dismiss(self) -> None:
        """There is nobody else."""


class Processes:
    """Processes on this machine, started afresh so that they work alike on every system."""

    died: tuple[type[Exception], ...] = (BrokenProcessPool,)

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.renew()

    def renew(self) -> None:
        """Start a pool; it starts its processes when there are tasks for them."""
        context = multiprocessing.get_context("spawn")
        self.executor: Executor = ProcessPoolExecutor(
            self.workers, mp_context=context, initializer=_begin
        )

    def most(self) -> int:
        """As many tasks as processes."""
        return self.workers

    def check(self) -> None:
        """A pool without processes breaks by itself."""

    def dismiss(self) -> None:
        """Let what is begun be finished."""
        self.executor.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Leave interruptions to the parent, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


@contextmanager
def crew(workers: int | str) -> Iterator[Crew]:
    """The process that asks, several of this machine, or those of the Dask scheduler at an address.

    Raises
    ------
    InputError
        If there is fewer than one worker, or no scheduler answers.
    MissingExtraError
        If an address is given and Dask is not installed.
    """
    if isinstance(workers, int) and workers < 1:
        raise InputError(f"expected one worker or more, got {workers}")
    chosen: Crew = Alone() if workers == 1 else _several(workers)
    try:
        yield chosen
    finally:
        chosen.dismiss()


def _several(workers: int | str) -> Crew:
    return clusters.Cluster(workers) if isinstance(workers, str) else Processes(workers)


def run(tasks: Iterable[Task], team: Crew, *, told: Callable[[Task], None]) -> None:
    """Run every task; where a process dies, those under way are run again, one at a time.

    One that dies alone twice, of one report, is run without that report, which is then lost.

    Parameters
    ----------
    tasks
        What to do.
    team
        Who does it.
    told
        Is told of each task that is done.

    Raises
    ------
    DataError
        If processes die before they begin to read.
    """
    waiting, suspects = deque(tasks), deque[Task]()
    under_way: dict[Future[Any], Task] = {}
    while waiting or under_way:
        while waiting and len(under_way) < team.most():
            task = waiting.popleft()
            under_way[_started(task, team)] = task
        done, _ = wait(under_way, timeout=_PATIENCE_S, return_when=FIRST_COMPLETED)
        if not done:
            team.check()
        for future in done:
            task = under_way.pop(future)
            if _lived(future, team):
                told(task)
            else:
                task.at.unlink(missing_ok=True)
                suspects.append(replace(task, alone=True))
    while suspects:
        task = suspects.popleft()
        if _lived(_started(task, team), team):
            told(task)
        else:
            suspects.appendleft(task.without_culprit())


def _started(task: Task, team: Crew) -> Future[Any]:
    try:
        return team.executor.submit(parts.read, task)
    except team.died:  # a process died since; those that were under way say so themselves
        team.renew()
        return team.executor.submit(parts.read, task)


def _lived(future: Future[Any], team: Crew) -> bool:
    """Whether a task is done; False where its process died, other errors are raised."""
    try:
        while not wait([future], timeout=_PATIENCE_S).done:
            team.check()
        future.result()
    except team.died:
        return False
    return True
