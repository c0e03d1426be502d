# SPDX-License-Identifier: EUPL-1.2
"""Tests reach no network, and none is skipped unseen where everything should be installed."""

import socket

import pytest
from pytest_socket import SocketBlockedError, SocketConnectBlockedError
from sqlalchemy import create_engine, inspect, text

from tests.needs import absent


def test_a_unit_test_opens_no_socket():
    with pytest.raises(SocketBlockedError):
        socket.create_connection(("127.0.0.1", 9))


@pytest.mark.browser
def test_a_browser_test_reaches_this_machine_only():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    with socket.socket() as outside, pytest.raises(SocketConnectBlockedError):
        outside.connect(("192.0.2.1", 9))


def test_an_absent_need_is_skipped_with_its_remedy(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"^Chromium is absent\. Install it\.$"):
        absent("Chromium", "Install it.")


def test_an_absent_need_fails_in_ci(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="may not be skipped"):
        absent("Chromium", "Install it.")


@pytest.mark.parametrize("time", ["first", "second"])
def test_every_test_has_a_database_of_its_own(database_url, time):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE {time} (nummer INTEGER)"))
        assert inspect(connection).get_table_names() == [time]
    engine.dispose()
