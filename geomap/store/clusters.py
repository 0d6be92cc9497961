"""The processes of a Dask cluster as a crew; the only file that knows Dask."""

from concurrent.futures import Executor

from geomap.errors import InputError, MissingExtraError


class Cluster:
    """What runs under a Dask scheduler; every worker needs geomap, the corpus and the store.

    Parameters
    ----------
    address
        Where the scheduler listens, as tcp://host:8786.

    Raises
    ------
    MissingExtraError
        If Dask is not installed.
    InputError
        If no scheduler answers there.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client, KilledWorker
        except ImportError as error:
            raise MissingExtraError(
                "expected Dask: pip install 'geomap-news[distributed]'"
            ) from error
        try:
            self._client = Client(address)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TimeoutError) as error:
            raise InputError(f"expected a Dask scheduler at {address}: {error}") from error
        self.died: tuple[type[Exception], ...] = (KilledWorker,)
        # a task that is done is done on disk: nobody keeps its result
        self.executor: Executor = self._client.get_executor(pure=False)  # type: ignore[no-untyped-call]

    def most(self) -> int:
        """Two tasks for each thread of the workers that are there now."""
        return max(2, 2 * self._threads())

    def check(self) -> None:
        """Raise `InputError` where the scheduler has no workers: nobody would ever read."""
        if not self._threads():
            raise InputError("expected workers under the Dask scheduler, there are none")

    def _threads(self) -> int:
        threads: dict[str, int] = self._client.nthreads()  # type: ignore[no-untyped-call]
        return sum(threads.values())

    def renew(self) -> None:
        """The scheduler itself sees to its workers."""

    def dismiss(self) -> None:
        """Leave the cluster as it was."""
        self.executor.shutdown(wait=False)
        self._client.close()  # type: ignore[no-untyped-call]
