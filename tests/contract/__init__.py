# SPDX-License-Identifier: EUPL-1.2
"""Promises that the whole repository keeps."""
