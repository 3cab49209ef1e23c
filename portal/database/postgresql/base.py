"""PostgreSQL as Django knows it, with a pool that lends no connection that is dead.

The pool of psycopg would look at its connections one by one, and sleep a second, then two, then four after each that it finds
dead: after a restart of the server, when all of them are, the next reader would be told that nothing came. Here the first
dead one has all of them looked at. And it would ask the server each time, one question more for a page that asks two. Here
the socket is looked at, which says nothing as long as nothing happened.
"""

import os
import select

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import errors


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, whose connections were alive a moment ago."""

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        pool = self.pool
        if pool is None:
            return connection
        try:
            if is_spoken_to(connection):
                pool.check_connection(connection)
        except errors.OperationalError:
            pool.putconn(connection)  # who is dead does not come back: another is made
            pool.check()
            connection = super().get_new_connection(conn_params)
        return connection


def is_spoken_to(connection) -> bool:
    """Whether the server said something to a connection that asked nothing, or hung up."""
    socket = select.poll()
    socket.register(connection.fileno(), select.POLLIN)  # an error, and that nobody is there, are told unasked
    return bool(socket.poll(0))


def leave_to_parent() -> None:
    """In a process that was forked off: the connections of the pool are the parent's, so this one makes a pool of its own."""
    inherited.append(dict(DatabaseWrapper._connection_pools))  # nothing is said to the server when it is thrown away
    DatabaseWrapper._connection_pools.clear()


inherited: list[dict] = []
os.register_at_fork(after_in_child=leave_to_parent)
