"""PostgreSQL as Django knows it, with a pool that lends no connection that is dead.

The pool of psycopg would look at its connections one by one, and sleep a second, then two, then four after each that it finds
dead: after a restart of the server, when all of them are, the next reader would be told that nothing came. Here the first
dead one has all of them looked at.
"""

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
            pool.check_connection(connection)
        except errors.OperationalError:
            pool.putconn(connection)  # who is dead does not come back: another is made
            pool.check()
            connection = super().get_new_connection(conn_params)
        return connection
