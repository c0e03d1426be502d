# SPDX-License-Identifier: EUPL-1.2
"""One migration environment for the core and every plugin, each with its own versions and its own version table."""

from core.storage.migrations.omgeving import Migratiefout, Migratiestand, maak_revisie, migreer, stand

__all__ = ["Migratiefout", "Migratiestand", "maak_revisie", "migreer", "stand"]
