# SPDX-License-Identifier: EUPL-1.2
"""Databases for tests: PostgreSQL from a throw-away cluster or a running server, one database each."""

import os
import pwd
import shlex
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
    :param throw_away: it keeps nothing, so that copying the files of a database is the quickest way to copy it.
    """

    def __init__(self, maintenance: URL, *, throw_away: bool = False) -> None:
        self._maintenance = maintenance
        self._throw_away = throw_away

    def create(self, name: str, template: str = "template0") -> str:
        """Make database `name`, a copy of `template`, and give its address."""
        statement = "CREATE DATABASE {} TEMPLATE {}"
        if template == "template0":
            # Text sorts by code point, as in SQLite, whatever the language of the server.
            statement += " ENCODING 'UTF8' LOCALE 'C'"
        with self._connect() as connection:
            # Older servers know this way only, and no word for it.
            if self._throw_away and connection.info.server_version >= 150000:
                statement += " STRATEGY FILE_COPY"
            connection.execute(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(template)))
        return self._maintenance.set(database=name).render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        """Drop database `name`, also when a test left a connection open."""
        with self._connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

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


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Give the server named in ANNEX_TEST_POSTGRES, else a throw-away cluster, else the one on this machine.

    A server that keeps data waits for the disk at every database that is made or dropped: a second each, a thousand
    times. Without any of them the test that asks is skipped, or fails where CI=true.
    """
    named = os.environ.get("ANNEX_TEST_POSTGRES")
    binaries = None if named else _postgres_binaries()
    if binaries:
        with _throw_away_cluster(binaries) as maintenance:
            yield PostgresServer(maintenance, throw_away=True)
        return
    server = PostgresServer(make_url(named or LOCAL_SERVER))
    if server.answers():
        yield server
    elif named:
        absent("The PostgreSQL server of ANNEX_TEST_POSTGRES", "Start it, or unset the variable.")
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

    def command(program: str, *arguments: str) -> list[str]:
        return [*as_owner, str(binaries / program), "--pgdata", str(folder / "data"), *arguments]

    def run(*words: str) -> None:
        subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    settings = {
        "listen_addresses": "",
        "unix_socket_directories": folder,
        "fsync": "off",  # nothing here outlives the tests
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "autovacuum": "off",  # no database lives long enough
    }
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    stop = command("pg_ctl", "--wait", "--silent", "--mode=immediate", "stop")
    # It stops the cluster when this process is done with it, also when this process is killed.
    guard = subprocess.Popen(
        ["sh", "-c", f"cat; {shlex.join(stop)}; rm -rf {shlex.quote(str(folder))}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        start_new_session=True,
    )
    try:
        run(*command("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"))
        run(*command("pg_ctl", "--wait", "--silent", f"--log={folder / 'log'}", f"--options={options}", "start"))
        yield make_url(f"postgresql+psycopg://postgres@/postgres?host={folder}")
    finally:
        guard.communicate()
