# SPDX-License-Identifier: EUPL-1.2
"""Databases for tests: PostgreSQL from a running server or a throw-away cluster, one database each."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from tests.needs import absent

LOCAL_SERVER = "postgresql+psycopg://postgres@127.0.0.1/postgres"


class PostgresServer:
    """A server on which tests make databases and throw them away.

    :param maintenance: address of a database of the server from which others can be made.
    """

    def __init__(self, maintenance: URL) -> None:
        self._maintenance = maintenance

    def create(self, name: str, template: str = "template0") -> str:
        """Make database `name`, a copy of `template`, and give its address."""
        statement = "CREATE DATABASE {} TEMPLATE {}"
        if template == "template0":
            # Text sorts by code point, as in SQLite, whatever the language of the server.
            statement += " ENCODING 'UTF8' LOCALE 'C'"
        self._execute(statement, name, template)
        return self._maintenance.set(database=name).render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        """Drop database `name`, also when a test left a connection open."""
        self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def answers(self) -> bool:
        """Tell whether the server takes a connection within two seconds."""
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self) -> psycopg.Connection:
        address = self._maintenance.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(address, autocommit=True, connect_timeout=2)

    def _execute(self, statement: str, *names: str) -> None:
        with self._connect() as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Give the server named in ANNEX_TEST_POSTGRES, else the local one, else a throw-away cluster.

    Without any of them the test that asks is skipped, or fails where CI=true.
    """
    named = os.environ.get("ANNEX_TEST_POSTGRES")
    server = PostgresServer(make_url(named or LOCAL_SERVER))
    if server.answers():
        yield server
    elif named:
        absent("The PostgreSQL server of ANNEX_TEST_POSTGRES", "Start it, or unset the variable.")
    elif binaries := _postgres_binaries():
        with _throw_away_cluster(binaries) as maintenance:
            yield PostgresServer(maintenance)
    else:
        absent("PostgreSQL", "On Debian: apt-get install postgresql; or set ANNEX_TEST_POSTGRES to a server's address.")


def _postgres_binaries() -> Path | None:
    # Debian keeps initdb and pg_ctl out of PATH, in a folder a version.
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def _throw_away_cluster(binaries: Path) -> Iterator[URL]:
    # Not under pytest's own folder: the path of a Unix socket is at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="annex-pg-"))
    as_owner: tuple[str, ...] = ()
    if os.geteuid() == 0:
        # initdb refuses root; Debian's package makes a user for it.
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_owner = ("runuser", "-u", "postgres", "--")

    def run(program: str, *arguments: str) -> None:
        command = [*as_owner, str(binaries / program), "--pgdata", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    settings = {
        "listen_addresses": "",
        "unix_socket_directories": folder,
        "fsync": "off",  # nothing here outlives the tests
        "full_page_writes": "off",
        "synchronous_commit": "off",
    }
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    try:
        run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "--wait", "--silent", f"--log={folder / 'log'}", f"--options={options}", "start")
        try:
            yield make_url(f"postgresql+psycopg://postgres@/postgres?host={folder}")
        finally:
            run("pg_ctl", "--wait", "--silent", "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder)
