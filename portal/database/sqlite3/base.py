"""SQLite whose writers take turns.

SQLite lets who waits to write look again after ever longer pauses, so in a crowd somebody may wait for seconds while others
come and go. Here a transaction first waits for its turn (`portal.database.queue`); so does a single statement that writes
outside one. Readers wait for nobody, as always in WAL.
"""

from contextlib import contextmanager

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from portal.database.queue import Turn

DEFAULT_TIMEOUT = 5.0  # seconds; that of Python's sqlite3
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLAC")


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's; `OPTIONS["timeout"]` is how long a writer waits for its turn too."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self._turn: Turn | None = None

    def create_cursor(self, name=None):
        return self.connection.cursor(factory=lambda connection: Cursor(connection, self))

    def take_turn(self) -> None:
        """Wait until it is this connection's turn to write. Raises OperationalError when that takes too long."""
        name = str(self.settings_dict["NAME"])
        if self._turn is None and not self.is_in_memory_db() and not name.startswith("file:"):
            self._turn = Turn(f"{name}-queue")
        if self._turn is not None and not self._turn.take(self.settings_dict["OPTIONS"].get("timeout", DEFAULT_TIMEOUT)):
            raise OperationalError("database is locked")

    def leave_turn(self) -> None:
        if self._turn is not None:
            self._turn.leave()

    @contextmanager
    def in_turn(self):
        """The turn of one statement; inside a transaction it is the transaction's already."""
        if self.in_atomic_block or (self._turn is not None and self._turn.held):
            yield
            return
        self.take_turn()
        try:
            yield
        finally:
            self.leave_turn()

    def _start_transaction_under_autocommit(self):
        self.take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self.leave_turn()
            raise

    def _commit(self):
        super()._commit()
        self.leave_turn()  # a COMMIT that failed is rolled back

    def _rollback(self):
        try:
            super()._rollback()
        finally:
            self.leave_turn()

    def _close(self):
        try:
            super()._close()
        finally:
            if self._turn is not None:
                self._turn.close()


class Cursor(base.SQLiteCursorWrapper):
    """As Django's; a statement that writes waits for its turn."""

    def __init__(self, connection, wrapper: DatabaseWrapper):
        super().__init__(connection)
        self._wrapper = wrapper

    def execute(self, query, params=None):
        if self._wrapper.in_atomic_block or query[:6].upper() not in WRITES:
            return super().execute(query, params)
        with self._wrapper.in_turn():
            return super().execute(query, params)

    def executemany(self, query, param_list):
        with self._wrapper.in_turn():
            return super().executemany(query, param_list)
