# SPDX-License-Identifier: EUPL-1.2
"""A proposal from question to roster: asked for, put together from the facts, calculated, looked at, decided on."""
