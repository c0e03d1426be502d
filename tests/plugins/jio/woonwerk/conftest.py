# SPDX-License-Identifier: EUPL-1.2
"""The small JIO of the on-call duty, whose people also come to work."""

from tests.plugins.jio.consignatie.conftest import _jio, jio

__all__ = ["_jio", "jio"]
