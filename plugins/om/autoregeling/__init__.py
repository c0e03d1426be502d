# SPDX-License-Identifier: EUPL-1.2
"""Service cars of the Openbaar Ministerie (OM 8.2, "Autoregeling OM 2020-2023")."""
