# SPDX-License-Identifier: EUPL-1.2
"""Where facts are kept: engine, tables, migrations, audit trail."""
